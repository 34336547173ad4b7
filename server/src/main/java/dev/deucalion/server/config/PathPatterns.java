package dev.deucalion.server.config;

import dev.deucalion.scrape.discovery.file.FileGlob;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads lists of paths in whose last part {@code *} may stand for any characters. */
final class PathPatterns {
  private static final Pattern PATTERN = Pattern.compile("[^*]*(\\*[^/]*)?");

  private PathPatterns() {}

  /**
   * The paths, resolved and printed.
   *
   * @param what kind of file, for the message
   */
  static List<String> read(MapReader in, Reading reading, String key, String what) {
    List<String> paths = new ArrayList<>();
    for (Node node : in.elements(key, "string")) {
      String path = in.textOf(node);
      if (!PATTERN.matcher(path).matches()) {
        reading.problems().at(node, "invalid " + what + " file path " + MapReader.quote(path));
      } else if (!FileGlob.isValid(path)) {
        reading.problems().at(node, "syntax error in pattern " + MapReader.quote(path));
      } else {
        paths.add(reading.resolve(path));
      }
    }
    in.print(key, paths);
    return paths;
  }
}

package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.discovery.file.FileDiscoveryOptions;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code file_sd_configs}. */
final class FileReader {
  private static final Pattern PATH =
      Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");

  private FileReader() {}

  static DiscoveryOptions read(DiscoveryEntry entry) {
    MapReader in = entry.in();
    List<String> files = new ArrayList<>();
    for (Node node : in.elements("files", "string")) {
      String file = in.textOf(node);
      if (!PATH.matcher(file).matches()) {
        entry
            .reading()
            .problems()
            .at(node, "path name " + MapReader.quote(file) + " is not valid for file discovery");
      }
      files.add(entry.reading().resolve(file));
    }
    entry.require(
        !files.isEmpty(), "file service discovery config must contain at least one path name");
    in.print("files", files);
    return new FileDiscoveryOptions(files, entry.refreshMs(300));
  }
}

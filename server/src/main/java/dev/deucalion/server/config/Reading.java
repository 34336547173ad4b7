package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one file share. Not thread-safe.
 *
 * @param directory where relative paths start
 * @param environment looks up a variable; null where there is none
 */
record Reading(
    Path directory,
    Function<String, @Nullable String> environment,
    Problems problems,
    List<String> warnings) {

  Reading(Path directory, Function<String, @Nullable String> environment, Problems problems) {
    this(directory, environment, problems, new ArrayList<>());
  }

  /** A path of the configuration, made relative to the program; empty stays empty. */
  String resolve(String path) {
    return path.isEmpty() ? "" : directory.resolve(path).normalize().toString();
  }

  /** Reads the path of a file and prints it resolved. */
  String path(MapReader in, String key) {
    String path = resolve(in.text(key, ""));
    in.print(key, path);
    return path;
  }

  void warn(String text) {
    if (!warnings.contains(text)) {
      warnings.add(text);
    }
  }
}

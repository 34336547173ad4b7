package dev.deucalion.server.config.part;

import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What the readers of one file share. Not thread-safe.
 *
 * @param directory where relative paths start
 * @param environment looks up a variable; null where there is none
 * @param defaults what holds where the file is silent
 */
public record Reading(
    Path directory,
    Function<String, @Nullable String> environment,
    ConfigDefaults defaults,
    Problems problems,
    List<String> warnings) {

  /** Starts on a file; relative paths in it start at the directory. */
  public Reading(
      String file,
      Path directory,
      Function<String, @Nullable String> environment,
      ConfigDefaults defaults) {
    this(directory, environment, defaults, new Problems(file), new ArrayList<>());
  }

  /** Reads a file that belongs to this one; problems and warnings are collected together. */
  public Reading ofFile(String file, Path otherDirectory) {
    return new Reading(otherDirectory, environment, defaults, problems.ofFile(file), warnings);
  }

  /** Notes that something is right, but that the program does not have it. */
  public void unsupported(Node place, String what) {
    problems.unsupported(place, what);
  }

  /** A path of the configuration, made relative to the program; empty stays empty. */
  public String resolve(String path) {
    return path.isEmpty() ? "" : directory.resolve(path).normalize().toString();
  }

  /** Reads the path of a file and prints it resolved. */
  public String path(MapReader in, String key) {
    String path = resolve(in.text(key, ""));
    in.print(key, path);
    return path;
  }

  public void warn(String text) {
    if (!warnings.contains(text)) {
      warnings.add(text);
    }
  }
}

package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; tells all that is wrong with it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(String file, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(
                Collectors.joining(
                    "", "parsing YAML file " + file + ": yaml: unmarshal errors:", "")));
    this.problems = List.copyOf(problems);
  }

  ConfigException(String message, Throwable cause) {
    super(message, cause);
    this.problems = List.of();
  }

  /** Each fault with its place; none when the file could not be read. */
  public List<Problem> problems() {
    return problems;
  }
}

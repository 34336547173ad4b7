package dev.deucalion.server.config;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.scrape.options.NameEscaping;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.Optional;

/** Names of the schemes for metric names. */
final class SchemeNames {
  private SchemeNames() {}

  /** The validation of that name; an empty one is the default. */
  static NameValidation validation(String text) {
    return switch (text) {
      case "", "utf8" -> NameValidation.UTF8;
      case "legacy" -> NameValidation.LEGACY;
      default ->
          throw new IllegalArgumentException(
              "unrecognized ValidationScheme: " + MapReader.quote(text));
    };
  }

  /**
   * The escaping of that name; none for an empty one.
   *
   * @param level whose it is: {@code global} or {@code scrape config}
   */
  static Optional<NameEscaping> escaping(String text, String level) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (NameEscaping escaping : NameEscaping.values()) {
      if (escaping.configName().equals(text)) {
        return Optional.of(escaping);
      }
    }
    throw new IllegalArgumentException(
        "unknown "
            + level
            + " name escaping method specified, must be one of 'allow-utf-8', 'underscores',"
            + " 'dots', or 'values', got "
            + MapReader.quote(text));
  }
}

package dev.deucalion.server.config.part;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.SequencedMap;

/** Reads a mapping of label names to values, sorted by name. */
public final class LabelMapReader {
  private final Reading reading;
  private final NameValidation validation;

  public LabelMapReader(Reading reading, NameValidation validation) {
    this.reading = reading;
    this.validation = validation;
  }

  /** The labels by name; not printed. */
  public SequencedMap<String, String> read(MapReader in, String key) {
    return in.entries(
        key,
        "map[string]string",
        (name, node) -> {
          String value = in.textOf(node);
          if (!validation.isValidLabelName(name)) {
            reading.problems().at(node, MapReader.quote(name) + " is not a valid label name");
          }
          // A value has the alphabet of UTF-8 names, and may be empty.
          if (!value.isEmpty() && !NameValidation.UTF8.isValidLabelName(value)) {
            reading.problems().at(node, MapReader.quote(value) + " is not a valid label value");
          }
          return value;
        });
  }
}

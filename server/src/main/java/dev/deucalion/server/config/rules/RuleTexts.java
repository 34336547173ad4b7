package dev.deucalion.server.config.rules;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import java.util.SequencedMap;

/**
 * Reads labels and annotations and checks their names.
 *
 * @param names which are allowed
 */
record RuleTexts(NameValidation names, Problems problems) {
  private static final String TYPE = "map[string]string";

  /**
   * Labels by name.
   *
   * @param place put in front of messages
   */
  SequencedMap<String, String> labels(MapReader in, String place) {
    return in.entries(
        "labels",
        TYPE,
        (name, node) -> {
          String value = in.textOf(node);
          if (!names.isValidLabelName(name) || name.equals(LabelNames.METRIC_NAME)) {
            problems.at(node, place + "invalid label name: " + name);
          }
          // A value has the alphabet of UTF-8 names, and may be empty.
          if (!value.isEmpty() && !NameValidation.UTF8.isValidLabelName(value)) {
            problems.at(node, place + "invalid label value: " + value);
          }
          return value;
        });
  }

  /** Annotations by name. */
  SequencedMap<String, String> annotations(MapReader in, String place) {
    return in.entries(
        "annotations",
        TYPE,
        (name, node) -> {
          if (!names.isValidLabelName(name)) {
            problems.at(node, place + "invalid annotation name: " + name);
          }
          return in.textOf(node);
        });
  }
}

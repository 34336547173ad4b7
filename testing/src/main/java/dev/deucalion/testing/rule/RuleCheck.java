package dev.deucalion.testing.rule;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.template.TemplateException;
import java.time.Duration;
import java.util.Map;

/**
 * Refuses what a rule in a file may not have, either, with {@link IllegalArgumentException} and the
 * words that a file gets.
 *
 * @param group name of its group
 * @param number of the rule within the group, from 1
 * @param name of the rule
 */
record RuleCheck(String group, int number, String name) {
  private static final NameValidation NAMES = NameValidation.UTF8;

  /** Checks what a recording rule has. */
  void recording(Map<String, String> labels) {
    requireName();
    labels(labels);
    if (!NAMES.isValidMetricName(name)) {
      throw refused("invalid recording rule name: " + name);
    }
    if (name.contains("{") || name.contains("}")) {
      throw refused("braces present in the recording rule name; should it be in expr?: " + name);
    }
  }

  /** Checks what an alerting rule has. */
  void alerting(AlertRule rule) {
    requireName();
    requireNotNegative(rule.holdFor());
    requireNotNegative(rule.keepFiringFor());
    labels(rule.labels());
    for (String annotation : rule.annotations().keySet()) {
      if (!NAMES.isValidLabelName(annotation)) {
        throw refused("invalid annotation name: " + annotation);
      }
    }
    templates("label", rule.labels());
    templates("annotation", rule.annotations());
  }

  private void requireName() {
    if (name.isEmpty()) {
      throw refused("one of 'record' or 'alert' must be set");
    }
  }

  private void requireNotNegative(Duration duration) {
    if (duration.isNegative()) {
      throw refused(notADuration(duration));
    }
  }

  /** What is said of a duration that is negative. */
  static String notADuration(Duration duration) {
    return "not a valid duration string: " + GoQuote.quote(duration.toString());
  }

  private void labels(Map<String, String> labels) {
    labels.forEach((label, value) -> {
      if (!NAMES.isValidLabelName(label) || label.equals(LabelNames.METRIC_NAME)) {
        throw refused("invalid label name: " + label);
      }
      // A value has the alphabet of UTF-8 names, and may be empty.
      if (!value.isEmpty() && !NAMES.isValidLabelName(value)) {
        throw refused("invalid label value: " + value);
      }
    });
  }

  private void templates(String what, Map<String, String> texts) {
    texts.forEach((key, text) -> {
      try {
        RuleTemplates.WITHOUT_QUERIES.parse(name, text);
      } catch (TemplateException e) {
        throw refused(what + " " + GoQuote.quote(key) + ": " + e.getMessage(), e);
      }
    });
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(place() + why);
  }

  private IllegalArgumentException refused(String why, TemplateException cause) {
    return new IllegalArgumentException(place() + why, cause);
  }

  private String place() {
    return "group " + GoQuote.quote(group) + ", rule " + number + ", " + GoQuote.quote(name) + ": ";
  }
}

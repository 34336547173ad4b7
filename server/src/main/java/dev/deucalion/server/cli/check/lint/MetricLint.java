package dev.deucalion.server.cli.check.lint;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.server.cli.families.FamilyType;
import dev.deucalion.server.cli.families.TextFamily;
import dev.deucalion.server.cli.families.TextMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is against the conventions, in the words that promtool has for it. */
public final class MetricLint {
  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");

  private final TextFamily family;
  private final List<Problem> problems;

  /** Something about one metric. */
  public record Problem(String metric, String text) {}

  private MetricLint(TextFamily family, List<Problem> problems) {
    this.family = family;
    this.problems = problems;
  }

  /** What there is to say, by metric and text. */
  public static List<Problem> problems(List<TextFamily> families) {
    List<Problem> problems = new ArrayList<>();
    families.forEach(family -> new MetricLint(family, problems).check());
    problems.sort(
        Comparator.comparing(Problem::metric, Utf8Order::compare)
            .thenComparing(Problem::text, Utf8Order::compare));
    return problems;
  }

  private void check() {
    if (family.help() == null) {
      add("no help text");
    }
    checkUnits();
    if (family.type() != FamilyType.UNTYPED) {
      checkType();
    }
    if (family.name().contains(":")) {
      add("metric names should not contain ':'");
    }
    if (CAMEL_CASE.matcher(family.name()).find()) {
      add("metric names should be written in 'snake_case' not 'camelCase'");
    }
    checkMetrics();
  }

  private void add(String text) {
    problems.add(new Problem(family.name(), text));
  }

  private void checkUnits() {
    UnitNames.Unit unit = UnitNames.first(family.name());
    if (!unit.name().equals(unit.base())) {
      add("use base unit \"" + unit.base() + "\" instead of \"" + unit.name() + "\"");
    }
    int abbreviations = UnitNames.abbreviations(lowerName());
    for (int i = 0; i < abbreviations; i++) {
      add("metric names should not contain abbreviated units");
    }
  }

  /** What a type asks of a name. */
  private void checkType() {
    String name = family.name();
    boolean histogram = family.type() == FamilyType.HISTOGRAM;
    boolean composite = histogram || family.type() == FamilyType.SUMMARY;
    boolean counter = family.type() == FamilyType.COUNTER;
    if (counter && !name.endsWith("_total")) {
      add("counter metrics should have \"_total\" suffix");
    }
    if (!counter && name.endsWith("_total")) {
      add("non-counter metrics should not have \"_total\" suffix");
    }
    if (!histogram && name.endsWith("_bucket")) {
      add("non-histogram metrics should not have \"_bucket\" suffix");
    }
    for (String suffix : List.of("_count", "_sum")) {
      if (!composite && name.endsWith(suffix)) {
        add("non-histogram and non-summary metrics should not have \"" + suffix + "\" suffix");
      }
    }
    String type = family.type().text();
    if (lowerName().contains("_" + type + "_") || lowerName().endsWith("_" + type)) {
      add("metric name should not include type '" + type + "'");
    }
  }

  private void checkMetrics() {
    boolean typed = family.type() != FamilyType.UNTYPED;
    boolean mayHaveBuckets = !typed || family.type() == FamilyType.HISTOGRAM;
    boolean mayHaveQuantiles = !typed || family.type() == FamilyType.SUMMARY;
    Set<List<TextMetric.Label>> seen = new HashSet<>();
    for (TextMetric metric : family.metrics()) {
      for (TextMetric.Label label : metric.labels()) {
        if (!mayHaveBuckets && label.name().equals("le")) {
          add("non-histogram metrics should not have \"le\" label");
        }
        if (!mayHaveQuantiles && label.name().equals("quantile")) {
          add("non-summary metrics should not have \"quantile\" label");
        }
        if (CAMEL_CASE.matcher(label.name()).find()) {
          add("label names should be written in 'snake_case' not 'camelCase'");
        }
      }
      if (!seen.add(metric.labels())) {
        add("metric not unique");
      }
    }
  }

  private String lowerName() {
    return family.name().toLowerCase(Locale.ROOT);
  }
}

package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.Labels;
import java.util.List;
import java.util.Map;

/**
 * A file of tests. Times and durations in milliseconds.
 *
 * @param ruleFiles paths or patterns
 * @param evaluationIntervalMs between evaluations of all groups
 * @param groupOrder names of groups, the first of which is evaluated first
 * @param fuzzyCompare whether values may differ in their last bit
 */
record TestFile(
    List<String> ruleFiles,
    long evaluationIntervalMs,
    List<String> groupOrder,
    boolean fuzzyCompare,
    List<Test> tests) {
  TestFile {
    ruleFiles = List.copyOf(ruleFiles);
    groupOrder = List.copyOf(groupOrder);
    tests = List.copyOf(tests);
  }

  /**
   * One test: series, and what rules and queries must make of them.
   *
   * @param name may be empty
   * @param intervalMs between the points of the series
   * @param startMs time of the first points
   */
  record Test(
      String name,
      long intervalMs,
      long startMs,
      List<InputSeries> series,
      List<AlertCase> alerts,
      List<QueryCase> queries,
      Labels externalLabels,
      String externalUrl) {
    Test {
      series = List.copyOf(series);
      alerts = List.copyOf(alerts);
      queries = List.copyOf(queries);
    }

    /**
     * Its name, or one that it is given.
     *
     * @param place among the tests of the file, from 0
     */
    String nameOr(int place) {
      return name.isEmpty() ? "unnamed#" + place : name;
    }

    /** From the start to the last time at which something is expected. */
    long lastOffsetMs() {
      long last = 0;
      for (AlertCase alert : alerts) {
        last = Math.max(last, alert.offsetMs());
      }
      for (QueryCase query : queries) {
        last = Math.max(last, query.offsetMs());
      }
      return last;
    }
  }

  /**
   * A series in the notation of scripts.
   *
   * @param series its labels
   * @param values its points
   */
  record InputSeries(String series, String values) {}

  /** What an error comes from. */
  sealed interface Source {
    /** Series and rules, which all cases need. */
    Source RULES = new Rules();

    /** What all cases need. */
    record Rules() implements Source {}
  }

  /**
   * Which alerts must fire.
   *
   * @param offsetMs since the start
   * @param name of the alert
   */
  record AlertCase(long offsetMs, String name, List<ExpectedAlert> alerts) implements Source {
    AlertCase {
      alerts = List.copyOf(alerts);
    }
  }

  /** An alert, with its labels but the name. */
  record ExpectedAlert(Map<String, String> labels, Map<String, String> annotations) {
    ExpectedAlert {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * What a query must give.
   *
   * @param offsetMs since the start
   */
  record QueryCase(String expr, long offsetMs, List<ExpectedSample> samples) implements Source {
    QueryCase {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A sample.
   *
   * @param labels as a metric is written
   * @param histogram in the notation of scripts; empty for a float
   */
  record ExpectedSample(String labels, double value, String histogram) {}
}

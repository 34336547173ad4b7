package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Counts the labels of a block, series by series. Not thread-safe. */
final class LabelStatistics {
  private final long spanMs;
  private final Map<String, PairCounts> pairs = new HashMap<>();
  private final Map<String, Long> uncoveredOfNames = new HashMap<>();
  private final Map<String, Long> valuesOfNames = new HashMap<>();
  private final Map<String, Long> valueBytesOfNames = new HashMap<>();
  private final Map<String, Long> seriesOfMetrics = new HashMap<>();
  private long series;
  private long entries;

  private static final class PairCounts {
    private long uncoveredMs;
    private long series;
  }

  /**
   * @param spanMs time of the block
   */
  LabelStatistics(long spanMs) {
    this.spanMs = spanMs;
  }

  /**
   * Counts a series.
   *
   * @param coveredMs from its first sample to its last
   */
  void add(Labels labels, long coveredMs) {
    series++;
    seriesOfMetrics.merge(labels.get(LabelNames.METRIC_NAME), 1L, Long::sum);
    labels.forEach((name, value) -> {
      entries++;
      uncoveredOfNames.merge(name, spanMs - coveredMs, Long::sum);
      PairCounts counts = pairs.get(name + "=" + value);
      if (counts == null) {
        counts = new PairCounts();
        pairs.put(name + "=" + value, counts);
        valuesOfNames.merge(name, 1L, Long::sum);
        long bytes = value.getBytes(StandardCharsets.UTF_8).length;
        valueBytesOfNames.merge(name, bytes, Long::sum);
      }
      counts.uncoveredMs += spanMs - coveredMs;
      counts.series++;
    });
  }

  long series() {
    return series;
  }

  int names() {
    return valuesOfNames.size();
  }

  int pairs() {
    return pairs.size();
  }

  /** Labels of all series together. */
  long entries() {
    return entries;
  }

  /** Of each pair, how many series of the block's length its series lack. */
  Map<String, Long> churnOfPairs() {
    Map<String, Long> churn = new HashMap<>();
    pairs.forEach((pair, counts) -> churn.put(pair, share(counts.uncoveredMs)));
    return churn;
  }

  /** As {@link #churnOfPairs}, of each name. */
  Map<String, Long> churnOfNames() {
    Map<String, Long> churn = new HashMap<>();
    uncoveredOfNames.forEach((name, uncoveredMs) -> churn.put(name, share(uncoveredMs)));
    return churn;
  }

  private long share(long uncoveredMs) {
    return (long) ((double) uncoveredMs / spanMs);
  }

  Map<String, Long> seriesOfPairs() {
    Map<String, Long> counts = new HashMap<>();
    pairs.forEach((pair, count) -> counts.put(pair, count.series));
    return counts;
  }

  Map<String, Long> valueBytesOfNames() {
    return valueBytesOfNames;
  }

  Map<String, Long> valuesOfNames() {
    return valuesOfNames;
  }

  Map<String, Long> seriesOfMetrics() {
    return seriesOfMetrics;
  }
}

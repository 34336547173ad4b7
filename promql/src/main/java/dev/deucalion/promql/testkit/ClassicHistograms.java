package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes native histograms with custom buckets of the series of classic ones: of {@code
 * name_bucket}, {@code name_count} and {@code name_sum} one series {@code name}.
 */
final class ClassicHistograms {
  private static final String BUCKET = "_bucket";
  private static final String COUNT = "_count";
  private static final String SUM = "_sum";

  /** For each series the histograms by time. */
  private final Map<Labels, TreeMap<Long, Parts>> found = new LinkedHashMap<>();

  /** One histogram while it is put together. */
  private static final class Parts {
    private final TreeMap<Double, Double> countUpTo = new TreeMap<>();
    private @Nullable Double count;
    private double sum;
  }

  /** Takes a series of a classic histogram; ignores others. */
  void add(SeriesNotation series, long intervalMs) {
    String name = series.labels().metricName();
    if (name.endsWith(BUCKET)) {
      Double bound = bound(series.labels());
      if (bound != null) {
        add(series, BUCKET, intervalMs, (parts, v) -> parts.countUpTo.putIfAbsent(bound, v));
      }
    } else if (name.endsWith(COUNT)) {
      add(series, COUNT, intervalMs, (parts, v) -> parts.count = v);
    } else if (name.endsWith(SUM)) {
      add(series, SUM, intervalMs, (parts, v) -> parts.sum = v);
    }
  }

  private static @Nullable Double bound(Labels labels) {
    try {
      double bound = PromqlParser.parseNumber(labels.get(LabelNames.BUCKET));
      return Double.isNaN(bound) ? null : bound;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Puts one value into one histogram. */
  @FunctionalInterface
  private interface Setter {
    void set(Parts parts, double value);
  }

  private void add(SeriesNotation series, String suffix, long intervalMs, Setter setter) {
    String name = series.labels().metricName();
    Labels labels =
        series.labels().toBuilder()
            .set(LabelNames.METRIC_NAME, name.substring(0, name.length() - suffix.length()))
            .set(LabelNames.BUCKET, "")
            .build();
    TreeMap<Long, Parts> byTime = found.computeIfAbsent(labels, key -> new TreeMap<>());
    for (int i = 0; i < series.size(); i++) {
      if (!series.omitted()[i] && series.histogram(i) == null) {
        setter.set(byTime.computeIfAbsent(i * intervalMs, key -> new Parts()), series.values()[i]);
      }
    }
  }

  /**
   * The native histograms of each series by time in milliseconds.
   *
   * @throws IllegalArgumentException when counts of a histogram contradict each other
   */
  Map<Labels, SortedMap<Long, FloatHistogram>> convert() {
    Map<Labels, SortedMap<Long, FloatHistogram>> converted = new LinkedHashMap<>();
    found.forEach((labels, byTime) -> {
      SortedMap<Long, FloatHistogram> histograms = new TreeMap<>();
      byTime.forEach((timeMs, parts) -> histograms.put(timeMs, convert(labels, parts)));
      converted.put(labels, histograms);
    });
    return converted;
  }

  private static FloatHistogram convert(Labels labels, Parts parts) {
    TreeMap<Double, Double> countUpTo = parts.countUpTo;
    double last = countUpTo.isEmpty() ? 0 : countUpTo.lastEntry().getValue();
    double count = parts.count == null ? last : parts.count;
    double total = countUpTo.getOrDefault(Double.POSITIVE_INFINITY, count);
    if (total != count) {
      throw new IllegalArgumentException(
          "%s: count mismatch: count=%s le=+Inf count=%s".formatted(labels, count, total));
    }
    countUpTo.put(Double.POSITIVE_INFINITY, count);
    double[] buckets = new double[countUpTo.size()];
    double[] bounds = new double[countUpTo.size() - 1];
    double before = 0;
    int i = 0;
    for (Map.Entry<Double, Double> bucket : countUpTo.entrySet()) {
      if (bucket.getValue() < before) {
        throw new IllegalArgumentException(
            "%s: count is not cumulative: %s < %s".formatted(labels, bucket.getValue(), before));
      }
      buckets[i] = bucket.getValue() - before;
      before = bucket.getValue();
      if (i < bounds.length) {
        bounds[i] = bucket.getKey();
      }
      i++;
    }
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.custom(new int[] {0, buckets.length}, bounds),
        0,
        count,
        parts.sum,
        buckets,
        new double[0]);
  }
}

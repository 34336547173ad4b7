package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.number.GoFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Native histograms in the notation of scripts, each in one form only. */
public final class HistogramExpression {
  private HistogramExpression() {}

  /** The text of a histogram: what is zero is left out, as are empty buckets at both ends. */
  public static String of(FloatHistogram histogram) {
    BucketLayout layout = histogram.layout();
    List<String> items = new ArrayList<>();
    if (layout.schema() != 0) {
      items.add("schema:" + layout.schema());
    }
    addNumber(items, "count", histogram.count());
    addNumber(items, "sum", histogram.sum());
    addNumber(items, "z_bucket", histogram.zeroCount());
    addNumber(items, "z_bucket_w", layout.zeroThreshold());
    if (layout.schema() == BucketLayout.CUSTOM_BUCKETS) {
      items.add("custom_values:" + numbers(layout.customValues()));
    }
    switch (histogram.resetHint()) {
      case UNKNOWN -> {}
      case RESET -> items.add("counter_reset_hint:reset");
      case NOT_RESET -> items.add("counter_reset_hint:not_reset");
      case GAUGE -> items.add("counter_reset_hint:gauge");
    }
    addBuckets(items, "", layout.positiveSpans(), histogram.positive());
    addBuckets(items, "n_", layout.negativeSpans(), histogram.negative());
    return items.stream().collect(Collectors.joining(" ", "{{", "}}"));
  }

  private static void addNumber(List<String> items, String key, double value) {
    if (value != 0) {
      items.add(key + ":" + GoFormat.general(value));
    }
  }

  private static void addBuckets(List<String> items, String prefix, int[] spans, double[] counts) {
    int[] indices = BucketSpans.indices(spans);
    int first = 0;
    int end = indices.length;
    while (first < end && counts[first] == 0) {
      first++;
    }
    while (end > first && counts[end - 1] == 0) {
      end--;
    }
    if (first == end) {
      return;
    }
    double[] all = new double[indices[end - 1] - indices[first] + 1];
    for (int i = first; i < end; i++) {
      all[indices[i] - indices[first]] = counts[i];
    }
    if (indices[first] != 0) {
      items.add(prefix + "offset:" + indices[first]);
    }
    items.add(prefix + "buckets:" + numbers(all));
  }

  private static String numbers(double[] values) {
    return Arrays.stream(values)
        .mapToObj(GoFormat::general)
        .collect(Collectors.joining(" ", "[", "]"));
  }
}

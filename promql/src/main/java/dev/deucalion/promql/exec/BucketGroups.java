package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series of a vector as histograms: the buckets of each classic one, by rising bound, and the
 * series that may be the native one of the same labels.
 *
 * @param histograms in the order of their first series
 */
record BucketGroups(List<Histogram> histograms) {
  /** There is no such series. */
  static final int NONE = -1;

  private static final List<String> BUCKET = List.of(LabelNames.BUCKET);

  /**
   * @param labels of the native histogram, or of the buckets but the bound
   * @param unbounded index of the series without a bound that is a number, or {@link #NONE}: a
   *     native histogram, unless it has floats
   */
  record Histogram(Labels labels, List<Bucket> buckets, int unbounded) {}

  /**
   * @param series index of the series in the vector; it may have native histograms, too, which are
   *     no buckets
   */
  record Bucket(double upperBound, int series) {}

  /**
   * @throws dev.deucalion.promql.QueryException as {@link QueryLimits#checkpoint}
   */
  static BucketGroups of(QueryLimits limits, List<Labels> series) {
    Pace pace = new Pace(limits);
    Map<Labels, List<Bucket>> byLabels = new LinkedHashMap<>();
    Map<Labels, Integer> unbounded = new HashMap<>();
    for (int i = 0; i < series.size(); i++) {
      pace.step();
      Labels labels = series.get(i);
      Double bound = parseBound(labels.get(LabelNames.BUCKET));
      if (bound == null) {
        unbounded.put(labels, i);
        byLabels.computeIfAbsent(labels, l -> new ArrayList<>());
      } else {
        byLabels
            .computeIfAbsent(LabelSets.without(labels, BUCKET), l -> new ArrayList<>())
            .add(new Bucket(bound, i));
      }
    }
    List<Histogram> histograms = new ArrayList<>();
    byLabels.forEach((labels, buckets) -> {
      pace.step();
      buckets.sort(Comparator.comparingDouble(Bucket::upperBound));
      histograms.add(new Histogram(labels, buckets, unbounded.getOrDefault(labels, NONE)));
    });
    return new BucketGroups(histograms);
  }

  /** The number, or null where it is none. Numbers are as Go's {@code ParseFloat} takes them. */
  private static @Nullable Double parseBound(String text) {
    String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    switch (digits.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> {
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> {
        // Java would also take the suffixes d and f, and spaces around the number.
        if (digits.isEmpty() || "0123456789.".indexOf(digits.charAt(digits.length() - 1)) < 0) {
          return null;
        }
      }
    }
    try {
      double bound = text.trim().equals(text) ? Double.parseDouble(text) : Double.NaN;
      return Double.isFinite(bound) ? bound : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

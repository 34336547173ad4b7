package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series of a vector as classic histograms: the buckets of each, by rising bound.
 *
 * @param histograms in the order of their first series
 * @param malformed series without a bound that is a number
 */
record BucketGroups(List<Histogram> histograms, List<Integer> malformed) {
  private static final List<String> BUCKET = List.of(LabelNames.BUCKET);

  /**
   * @param labels of the buckets, but the bound
   */
  record Histogram(Labels labels, List<Bucket> buckets) {}

  /**
   * @param series index of the series in the vector
   */
  record Bucket(double upperBound, int series) {}

  static BucketGroups of(List<Labels> series) {
    Map<Labels, List<Bucket>> byLabels = new LinkedHashMap<>();
    List<Integer> malformed = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      Double bound = parseBound(series.get(i).get(LabelNames.BUCKET));
      if (bound == null) {
        malformed.add(i);
      } else {
        byLabels
            .computeIfAbsent(LabelSets.without(series.get(i), BUCKET), l -> new ArrayList<>())
            .add(new Bucket(bound, i));
      }
    }
    List<Histogram> histograms = new ArrayList<>();
    byLabels.forEach((labels, buckets) -> {
      buckets.sort(Comparator.comparingDouble(Bucket::upperBound));
      histograms.add(new Histogram(labels, buckets));
    });
    return new BucketGroups(histograms, malformed);
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

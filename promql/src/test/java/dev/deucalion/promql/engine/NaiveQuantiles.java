package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Quantiles and variances of the buckets of {@link NaiveEngine}'s histograms. */
final class NaiveQuantiles {
  private NaiveQuantiles() {}

  /** A bucket: what it lies between, and its own count. */
  record Bucket(double lower, double upper, double count) {}

  static Map<Labels, NaiveValue> of(double phi, Map<Labels, NaiveValue> vector) {
    Map<Labels, List<Bucket>> classic = new LinkedHashMap<>();
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    vector.forEach((labels, value) -> {
      Labels group = new LabelsBuilder(NaiveEngine.nameless(labels)).remove("le").build();
      switch (value) {
        case NaiveHistogram h -> {
          if (labels.has("le")) {
            throw new NaiveEngine.LeftOpen();
          }
          NaiveEngine.put(out, group, new NaiveValue.Number(ofNative(phi, h)));
        }
        case NaiveValue.Number(double count) -> {
          double bound = bound(labels.get("le"));
          if (!Double.isNaN(bound)) {
            classic
                .computeIfAbsent(group, g -> new ArrayList<>())
                .add(new Bucket(Double.NaN, bound, count));
          }
        }
      }
    });
    classic.forEach((labels, buckets) -> {
      if (out.containsKey(labels)) {
        throw new NaiveEngine.LeftOpen();
      }
      out.put(labels, new NaiveValue.Number(ofClassic(phi, buckets)));
    });
    return out;
  }

  private static double bound(String le) {
    if (le.equals("+Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    return le.matches("-?[0-9.]+") ? Double.parseDouble(le) : Double.NaN;
  }

  /**
   * @param buckets upper bounds with the counts of all up to them
   */
  private static double ofClassic(double phi, List<Bucket> buckets) {
    if (Double.isNaN(phi) || phi < 0 || phi > 1) {
      return Double.isNaN(phi)
          ? Double.NaN
          : phi < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    buckets.sort(Comparator.comparingDouble(Bucket::upper));
    if (buckets.getLast().upper() != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    List<Double> bounds = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (Bucket bucket : buckets) {
      if (!bounds.isEmpty() && bounds.getLast() == bucket.upper()) {
        counts.set(counts.size() - 1, counts.getLast() + bucket.count());
      } else {
        bounds.add(bucket.upper());
        counts.add(bucket.count());
      }
    }
    for (int i = 1; i < counts.size(); i++) {
      counts.set(i, Math.max(counts.get(i), counts.get(i - 1)));
    }
    if (bounds.size() < 2 || !(counts.getLast() != 0)) {
      return Double.NaN;
    }
    double rank = phi * counts.getLast();
    int at = 0;
    while (at < counts.size() - 1 && counts.get(at) < rank) {
      at++;
    }
    if (at == counts.size() - 1) {
      return bounds.get(at - 1);
    }
    if (at == 0 && bounds.getFirst() <= 0) {
      return bounds.getFirst();
    }
    double lower = at == 0 ? 0 : bounds.get(at - 1);
    double before = at == 0 ? 0 : counts.get(at - 1);
    return lower + (bounds.get(at) - lower) * ((rank - before) / (counts.get(at) - before));
  }

  /** The buckets that have a count, from the lowest one. */
  static List<Bucket> buckets(NaiveHistogram h) {
    List<Bucket> all = new ArrayList<>();
    List<Double> bounds = h.bounds();
    if (bounds != null) {
      h.positive()
          .forEach((i, n) ->
              all.add(
                  new Bucket(
                      i == 0 ? Double.NEGATIVE_INFINITY : bounds.get(i - 1),
                      i == bounds.size() ? Double.POSITIVE_INFINITY : bounds.get(i),
                      n)));
      return all;
    }
    h.negative()
        .descendingMap()
        .forEach((i, n) -> all.add(new Bucket(-h.upper(i), -h.upper(i - 1), n)));
    if (h.zero() != 0) {
      double lower = h.negative().isEmpty() && !h.positive().isEmpty() ? 0 : -h.threshold();
      double upper = h.positive().isEmpty() && !h.negative().isEmpty() ? 0 : h.threshold();
      all.add(new Bucket(lower, upper, h.zero()));
    }
    h.positive().forEach((i, n) -> all.add(new Bucket(h.upper(i - 1), h.upper(i), n)));
    return all;
  }

  private static double ofNative(double phi, NaiveHistogram h) {
    if (phi < 0 || phi > 1) {
      return phi < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    List<Bucket> buckets = buckets(h);
    if (Double.isNaN(phi) || h.count() == 0 || buckets.isEmpty()) {
      return Double.NaN;
    }
    if (buckets.stream().anyMatch(bucket -> bucket.count() < 0)) {
      throw new NaiveEngine.LeftOpen();
    }
    // The nearer end decides on which side of a gap a rank is that falls into it.
    boolean fromBelow = phi < 0.5;
    List<Bucket> ordered = fromBelow ? buckets : buckets.reversed();
    double wanted = (fromBelow ? phi : 1 - phi) * h.count();
    double seen = 0;
    Bucket found = ordered.getLast();
    for (Bucket bucket : ordered) {
      if (seen + bucket.count() >= wanted) {
        found = bucket;
        break;
      }
      seen += bucket.count();
    }
    double share = (wanted - seen) / found.count();
    return within(found, fromBelow ? share : 1 - share, h.isCustom());
  }

  private static double within(Bucket bucket, double share, boolean custom) {
    double lower = bucket.lower();
    double upper = bucket.upper();
    if (custom && lower == Double.NEGATIVE_INFINITY) {
      if (upper <= 0 || upper == Double.POSITIVE_INFINITY) {
        throw new NaiveEngine.LeftOpen();
      }
      lower = 0;
    }
    if (custom && upper == Double.POSITIVE_INFINITY) {
      return lower;
    }
    if (custom || lower <= 0 && upper >= 0) {
      return lower + (upper - lower) * share;
    }
    return lower * Math.pow(upper / lower, share);
  }

  /** Each bucket counts as if all of it were in its middle. */
  static double variance(NaiveHistogram h) {
    double mean = h.sum() / h.count();
    double sum = 0;
    for (Bucket bucket : buckets(h)) {
      double middle;
      if (h.isCustom()) {
        middle = (bucket.lower() + bucket.upper()) / 2;
      } else if (bucket.lower() <= 0 && bucket.upper() >= 0) {
        middle = 0;
      } else {
        middle = Math.sqrt(bucket.lower() * bucket.upper()) * Math.signum(bucket.upper());
      }
      sum += bucket.count() * (middle - mean) * (middle - mean);
    }
    return sum / h.count();
  }
}

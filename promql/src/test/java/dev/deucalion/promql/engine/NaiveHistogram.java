package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A native histogram as maps from the index of a bucket to its count, without empty buckets. Knows
 * zero buckets that end where a bucket ends.
 *
 * @param bounds upper bounds of custom buckets; null for exponential ones
 * @param schema of exponential buckets
 */
record NaiveHistogram(
    @Nullable List<Double> bounds,
    int schema,
    double threshold,
    double zero,
    double count,
    double sum,
    NavigableMap<Integer, Double> positive,
    NavigableMap<Integer, Double> negative)
    implements NaiveValue {

  NaiveHistogram {
    positive = new TreeMap<>(positive);
    negative = new TreeMap<>(negative);
    positive.values().removeIf(n -> n == 0);
    negative.values().removeIf(n -> n == 0);
  }

  static NaiveHistogram of(FloatHistogram h) {
    BucketLayout layout = h.layout();
    List<Double> bounds = null;
    if (layout.usesCustomBuckets()) {
      bounds = new ArrayList<>();
      for (double bound : layout.customValues()) {
        bounds.add(bound);
      }
    }
    return new NaiveHistogram(
        bounds,
        layout.schema(),
        layout.zeroThreshold(),
        h.zeroCount(),
        h.count(),
        h.sum(),
        buckets(layout.positiveSpans(), h.positive()),
        buckets(layout.negativeSpans(), h.negative()));
  }

  private static NavigableMap<Integer, Double> buckets(int[] spans, double[] counts) {
    NavigableMap<Integer, Double> buckets = new TreeMap<>();
    int index = 0;
    int at = 0;
    for (int s = 0; s < spans.length; s += 2) {
      index += spans[s];
      for (int i = 0; i < spans[s + 1]; i++) {
        buckets.put(index++, counts[at++]);
      }
    }
    return buckets;
  }

  FloatHistogram toFloatHistogram() {
    BucketLayout layout =
        bounds == null
            ? BucketLayout.exponential(schema, threshold, spans(positive), spans(negative))
            : BucketLayout.custom(
                spans(positive), bounds.stream().mapToDouble(Double::doubleValue).toArray());
    return new FloatHistogram(
        CounterResetHint.UNKNOWN, layout, zero, count, sum, counts(positive), counts(negative));
  }

  private static double[] counts(NavigableMap<Integer, Double> buckets) {
    return buckets.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static int[] spans(NavigableMap<Integer, Double> buckets) {
    List<Integer> spans = new ArrayList<>();
    int next = 0;
    for (int index : buckets.keySet()) {
      if (spans.isEmpty() || index != next) {
        spans.add(index - next);
        spans.add(0);
      }
      spans.set(spans.size() - 1, spans.getLast() + 1);
      next = index + 1;
    }
    return spans.stream().mapToInt(Integer::intValue).toArray();
  }

  boolean isCustom() {
    return bounds != null;
  }

  /** Whether both have custom buckets, or both exponential ones. */
  boolean goesWith(NaiveHistogram other) {
    return isCustom() == other.isCustom();
  }

  /** Without observations, with the same buckets. */
  NaiveHistogram empty() {
    return new NaiveHistogram(bounds, schema, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>());
  }

  /** All numbers through the same function. */
  NaiveHistogram each(DoubleUnaryOperator f) {
    NavigableMap<Integer, Double> newPositive = new TreeMap<>(positive);
    NavigableMap<Integer, Double> newNegative = new TreeMap<>(negative);
    newPositive.replaceAll((i, n) -> f.applyAsDouble(n));
    newNegative.replaceAll((i, n) -> f.applyAsDouble(n));
    return new NaiveHistogram(
        bounds,
        schema,
        threshold,
        f.applyAsDouble(zero),
        f.applyAsDouble(count),
        f.applyAsDouble(sum),
        newPositive,
        newNegative);
  }

  /** Divided by a number; by 0 there are no buckets left. */
  NaiveHistogram dividedBy(double number) {
    NaiveHistogram result = each(n -> n / number);
    if (number == 0) {
      result.positive.clear();
      result.negative.clear();
    }
    return result;
  }

  NaiveHistogram plus(NaiveHistogram other) {
    return combined(other, Double::sum);
  }

  NaiveHistogram minus(NaiveHistogram other) {
    return combined(other, (a, b) -> a - b);
  }

  /** With the buckets that both have: the coarser ones, the wider zero, the common bounds. */
  private NaiveHistogram combined(NaiveHistogram other, DoubleBinaryOperator f) {
    NaiveHistogram a = alike(other);
    NaiveHistogram b = other.alike(this);
    return new NaiveHistogram(
        a.bounds,
        a.schema,
        a.threshold,
        f.applyAsDouble(a.zero, b.zero),
        f.applyAsDouble(count, other.count),
        f.applyAsDouble(sum, other.sum),
        combined(a.positive, b.positive, f),
        combined(a.negative, b.negative, f));
  }

  private static NavigableMap<Integer, Double> combined(
      NavigableMap<Integer, Double> a, NavigableMap<Integer, Double> b, DoubleBinaryOperator f) {
    NavigableMap<Integer, Double> result = new TreeMap<>();
    for (int index : union(a, b)) {
      result.put(index, f.applyAsDouble(a.getOrDefault(index, 0.0), b.getOrDefault(index, 0.0)));
    }
    return result;
  }

  private static TreeSet<Integer> union(
      NavigableMap<Integer, Double> a, NavigableMap<Integer, Double> b) {
    TreeSet<Integer> all = new TreeSet<>(a.keySet());
    all.addAll(b.keySet());
    return all;
  }

  private NaiveHistogram alike(NaiveHistogram other) {
    if (bounds != null && other.bounds != null) {
      List<Double> common = new ArrayList<>(bounds);
      common.retainAll(other.bounds);
      return withBounds(common);
    }
    return withThreshold(Math.max(threshold, other.threshold))
        .withSchema(Math.min(schema, other.schema));
  }

  /** Custom buckets with other bounds; what was below a bound is below the next one. */
  NaiveHistogram withBounds(List<Double> newBounds) {
    List<Double> mine = bounds == null ? List.of() : bounds;
    NavigableMap<Integer, Double> moved = new TreeMap<>();
    positive.forEach((index, n) -> {
      double bound = index < mine.size() ? mine.get(index) : Double.POSITIVE_INFINITY;
      int target = 0;
      while (target < newBounds.size() && newBounds.get(target) < bound) {
        target++;
      }
      moved.merge(target, n, Double::sum);
    });
    return new NaiveHistogram(newBounds, schema, 0, 0, count, sum, moved, negative);
  }

  /** With a schema that is not finer. */
  NaiveHistogram withSchema(int newSchema) {
    return new NaiveHistogram(
        bounds,
        newSchema,
        threshold,
        zero,
        count,
        sum,
        coarser(positive, schema - newSchema),
        coarser(negative, schema - newSchema));
  }

  private static NavigableMap<Integer, Double> coarser(
      NavigableMap<Integer, Double> buckets, int by) {
    NavigableMap<Integer, Double> result = new TreeMap<>();
    double width = Math.pow(2, by);
    buckets.forEach((index, n) -> result.merge((int) Math.ceil(index / width), n, Double::sum));
    return result;
  }

  /** With a zero bucket that is not narrower. */
  NaiveHistogram withThreshold(double newThreshold) {
    NavigableMap<Integer, Double> newPositive = new TreeMap<>(positive);
    NavigableMap<Integer, Double> newNegative = new TreeMap<>(negative);
    double inside = zero;
    for (NavigableMap<Integer, Double> side : List.of(newPositive, newNegative)) {
      while (!side.isEmpty() && upper(side.firstKey()) <= newThreshold) {
        inside += side.pollFirstEntry().getValue();
      }
    }
    return new NaiveHistogram(
        bounds, schema, newThreshold, inside, count, sum, newPositive, newNegative);
  }

  /** Upper bound of an exponential bucket. */
  double upper(int index) {
    return Math.pow(2, index / Math.pow(2, schema));
  }

  /** Whether this one cannot have come of the other by observations alone. */
  boolean isResetAfter(NaiveHistogram before) {
    if (count < before.count || !goesWith(before)) {
      return true;
    }
    if (bounds == null && (schema > before.schema || threshold < before.threshold)) {
      return true;
    }
    NaiveHistogram now = alike(before);
    NaiveHistogram then = before.alike(this);
    // A bucket that is gone counts, even if what it had was negative; between other bounds it
    // counts as empty.
    double gone = Objects.equals(bounds, before.bounds) ? Double.NEGATIVE_INFINITY : 0;
    return now.zero < then.zero
        || hasLess(now.positive, then.positive, gone)
        || hasLess(now.negative, then.negative, gone);
  }

  private static boolean hasLess(
      NavigableMap<Integer, Double> now, NavigableMap<Integer, Double> before, double gone) {
    return before.entrySet().stream()
        .anyMatch(e -> now.getOrDefault(e.getKey(), gone) < e.getValue());
  }

  boolean isNearHistogram(NaiveHistogram o) {
    return (bounds == null ? o.bounds == null : bounds.equals(o.bounds))
        && schema == o.schema
        && threshold == o.threshold
        && NaiveValue.near(zero, o.zero)
        && NaiveValue.near(count, o.count)
        && NaiveValue.near(sum, o.sum)
        && areNear(positive, o.positive)
        && areNear(negative, o.negative);
  }

  private static boolean areNear(NavigableMap<Integer, Double> a, NavigableMap<Integer, Double> b) {
    return union(a, b).stream()
        .allMatch(i -> NaiveValue.near(a.getOrDefault(i, 0.0), b.getOrDefault(i, 0.0)));
  }

  /** A copy that has other observations. */
  NaiveHistogram with(
      double newZero,
      double newSum,
      NavigableMap<Integer, Double> newPositive,
      NavigableMap<Integer, Double> newNegative) {
    double newCount = newZero;
    for (double n : newPositive.values()) {
      newCount += n;
    }
    for (double n : newNegative.values()) {
      newCount += n;
    }
    return new NaiveHistogram(
        bounds, schema, threshold, newZero, newCount, newSum, newPositive, newNegative);
  }

  /** Custom buckets, or exponential ones, that nothing was observed in. */
  static NaiveHistogram without(@Nullable List<Double> bounds, int schema, double threshold) {
    return new NaiveHistogram(
        bounds,
        bounds == null ? schema : BucketLayout.CUSTOM_BUCKETS,
        threshold,
        0,
        0,
        0,
        Collections.emptyNavigableMap(),
        Collections.emptyNavigableMap());
  }
}

package dev.deucalion.scrape.exposition;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.EmptyBuckets;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The series of a classic histogram on their way to a native one with custom buckets. Buckets may
 * come in any order; a second one with the same bound is not looked at. Used again for each
 * histogram.
 */
final class ClassicBuckets {
  /** Most empty buckets between two others that stay in a histogram of integers. */
  private static final int MAX_GAP = 2;

  private static final int FIRST_CAPACITY = 16;
  private static final double TWO_TO_THE_63 = 0x1p63;

  private double[] bounds = new double[FIRST_CAPACITY];
  private double[] cumulative = new double[FIRST_CAPACITY];
  private int size;
  private double count;
  private boolean hasCount;

  /** Whether the bounds came in rising order. */
  private boolean rising = true;

  private double sum;

  /** What is wrong, in Prometheus' words; empty while nothing is. */
  private String problem = "";

  void clear() {
    size = 0;
    rising = true;
    count = 0;
    hasCount = false;
    sum = 0;
    problem = "";
  }

  /** Takes the count of all observations. */
  void count(double observations) {
    if (observations < 0) {
      fault("count must be non-negative: count=" + text(observations));
    }
    count = observations;
    hasCount = true;
  }

  /** Takes the sum of all observations. */
  void sum(double total) {
    sum = total;
  }

  /** Takes a bucket. */
  void bucket(double bound, double cumulativeCount) {
    if (Double.isNaN(bound)) {
      fault("bucket boundary must not be NaN");
      return;
    }
    if (cumulativeCount < 0) {
      fault(
          "bucket count must be non-negative: le="
              + text(bound)
              + ", count="
              + text(cumulativeCount));
      return;
    }
    rising &= size == 0 || bounds[size - 1] < bound;
    add(bound, cumulativeCount);
  }

  private void add(double bound, double cumulativeCount) {
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
      cumulative = Arrays.copyOf(cumulative, 2 * size);
    }
    bounds[size] = bound;
    cumulative[size] = cumulativeCount;
    size++;
  }

  private void fault(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
  }

  /**
   * The histogram: of integers where all counts are, else of floats.
   *
   * @throws IllegalArgumentException when buckets and count contradict each other
   */
  Histogram toHistogram() {
    if (problem.isEmpty()) {
      sort();
      completeAndCompare();
    }
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
    BucketLayout layout = BucketLayout.custom(new int[] {0, size}, Arrays.copyOf(bounds, size - 1));
    return isInteger() ? integers(layout) : floats(layout);
  }

  /** Brings the buckets into the order of their bounds; of equal bounds the first one stays. */
  private void sort() {
    if (rising) {
      return;
    }
    double[] oldBounds = Arrays.copyOf(bounds, size);
    double[] oldCounts = Arrays.copyOf(cumulative, size);
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> oldBounds[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    size = 0;
    for (int i : order) {
      if (size == 0 || bounds[size - 1] != oldBounds[i]) {
        add(oldBounds[i], oldCounts[i]);
      }
    }
  }

  /** Adds what may be left out: the count and the last bucket. */
  private void completeAndCompare() {
    if (!hasCount && size > 0) {
      count = cumulative[size - 1];
    }
    if (size == 0 || bounds[size - 1] != Double.POSITIVE_INFINITY) {
      add(Double.POSITIVE_INFINITY, count);
    }
    for (int i = 1; i < size; i++) {
      if (cumulative[i] < cumulative[i - 1]) {
        fault("count is not cumulative: " + text(cumulative[i]) + " < " + text(cumulative[i - 1]));
      }
    }
    if (count != cumulative[size - 1]) {
      fault(
          "count mismatch: count="
              + text(count)
              + " != le=+Inf count="
              + text(cumulative[size - 1]));
    }
  }

  private boolean isInteger() {
    for (int i = 0; i < size; i++) {
      if (cumulative[i] != Math.rint(cumulative[i]) || cumulative[i] >= TWO_TO_THE_63) {
        return false;
      }
    }
    return true;
  }

  private Histogram integers(BucketLayout layout) {
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      counts[i] = (long) cumulative[i] - (i == 0 ? 0 : (long) cumulative[i - 1]);
    }
    IntHistogram histogram =
        new IntHistogram(
            CounterResetHint.UNKNOWN, layout, 0, (long) count, sum, counts, new long[0]);
    return EmptyBuckets.compacted(histogram, MAX_GAP);
  }

  private Histogram floats(BucketLayout layout) {
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      counts[i] = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
    }
    FloatHistogram histogram =
        new FloatHistogram(CounterResetHint.UNKNOWN, layout, 0, count, sum, counts, new double[0]);
    return EmptyBuckets.compacted(histogram, 0);
  }

  private static String text(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.isNaN(value)
        ? "NaN"
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}

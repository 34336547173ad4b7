package dev.deucalion.promql.engine;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A native histogram that observes at random: its counts are whole, so that sums of them are exact.
 * Now and then it begins anew, or goes on with other buckets.
 */
final class RandomHistograms {
  private static final List<List<Double>> BOUNDS =
      List.of(List.of(1.0, 2.0, 5.0, 10.0), List.of(1.0, 5.0), List.of(2.0, 5.0), List.of());
  private static final double[] THRESHOLDS = {0, 0.25, 1};
  private static final int MAX_SCHEMA = 2;
  private static final int BUCKETS = 5;

  private final RandomGenerator random;
  private final boolean custom;
  private NaiveHistogram current;

  RandomHistograms(RandomGenerator random, boolean custom) {
    this.random = random;
    this.custom = custom;
    this.current = begin();
  }

  private NaiveHistogram begin() {
    return NaiveHistogram.without(
        custom ? BOUNDS.get(random.nextInt(BOUNDS.size())) : null,
        random.nextInt(MAX_SCHEMA + 1),
        custom ? 0 : THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
  }

  NaiveHistogram next() {
    switch (random.nextInt(15)) {
      case 0 -> current = begin();
      case 1 -> {
        if (custom) {
          current = current.withBounds(BOUNDS.get(random.nextInt(BOUNDS.size())));
        } else {
          current =
              current
                  .withThreshold(
                      Math.max(current.threshold(), THRESHOLDS[random.nextInt(THRESHOLDS.length)]))
                  .withSchema(random.nextInt(current.schema() + 1));
        }
      }
      default -> {}
    }
    if (random.nextInt(6) > 0) {
      observe();
    }
    return current;
  }

  private void observe() {
    NavigableMap<Integer, Double> positive = new TreeMap<>(current.positive());
    NavigableMap<Integer, Double> negative = new TreeMap<>(current.negative());
    positive.merge(bucket(), (double) random.nextInt(20), Double::sum);
    positive.merge(bucket(), (double) random.nextInt(20), Double::sum);
    if (!custom && random.nextBoolean()) {
      negative.merge(bucket(), (double) random.nextInt(5), Double::sum);
    }
    double zero = custom ? 0 : current.zero() + random.nextInt(3);
    current = current.with(zero, current.sum() + random.nextInt(200) / 4.0, positive, negative);
  }

  /** A custom bucket, or one outside the zero bucket. */
  private int bucket() {
    List<Double> bounds = current.bounds();
    if (bounds != null) {
      return random.nextInt(bounds.size() + 1);
    }
    int inside = 0;
    while (current.upper(inside) > current.threshold() && inside > -BUCKETS) {
      inside--;
    }
    while (current.upper(inside + 1) <= current.threshold()) {
      inside++;
    }
    return inside + 1 + random.nextInt(BUCKETS);
  }
}

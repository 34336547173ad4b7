package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Series of which chance puts some into sets of about the same size: those with {@code left="x"},
 * with {@code left="y"} and with {@code right="x"}. Their numbers are in the order of their labels.
 */
public final class TwoSets {
  private static final int INSTANCES = 2_048;
  private static final long SEED = 1;

  private final int count;
  private final BitSet leftX = new BitSet();
  private final BitSet leftY = new BitSet();
  private final BitSet rightX = new BitSet();

  /** Strings that many series share. */
  private final String[] metrics;

  private final String[] instances = new String[INSTANCES];

  /**
   * @param size about how many series each set has
   */
  public TwoSets(int size, Density density) {
    count = size * density.oneOf;
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      int left = random.nextInt(density.oneOf);
      leftX.set(i, left == 0);
      leftY.set(i, left == 1);
      rightX.set(i, random.nextInt(density.oneOf) == 0);
    }
    metrics = new String[count / INSTANCES + 1];
    for (int i = 0; i < metrics.length; i++) {
      metrics[i] = "metric_%04d".formatted(i);
    }
    for (int i = 0; i < INSTANCES; i++) {
      instances[i] = "host-%04d".formatted(i);
    }
  }

  /** Number of series, those in no set included. */
  public int count() {
    return count;
  }

  /** Whether a series is in any set. */
  public boolean isInAny(int i) {
    return leftX.get(i) || leftY.get(i) || rightX.get(i);
  }

  /** Labels of a series. */
  public Labels labels(int i) {
    List<String> pairs =
        new ArrayList<>(
            List.of("__name__", metrics[i / INSTANCES], "instance", instances[i % INSTANCES]));
    if (leftX.get(i) || leftY.get(i)) {
      pairs.add("left");
      pairs.add(leftX.get(i) ? "x" : "y");
    }
    if (rightX.get(i)) {
      pairs.add("right");
      pairs.add("x");
    }
    return Labels.ofSortedPairs(pairs.toArray(String[]::new));
  }

  /** Series with {@code left="x"}, sorted. */
  public int[] first() {
    return leftX.stream().toArray();
  }

  /** Series with {@code left="y"}, sorted; none is in {@link #first}. */
  public int[] disjoint() {
    return leftY.stream().toArray();
  }

  /** Series with {@code right="x"}, sorted. */
  public int[] other() {
    return rightX.stream().toArray();
  }
}

package dev.deucalion.promql.exec;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The best values of a group at one step: a binary heap with the worst of them on top. Of equal
 * values the one that came first stays.
 */
final class BestHeap {
  private static final int INITIAL_CAPACITY = 4;

  private final boolean greatest;
  private double[] values = new double[INITIAL_CAPACITY];
  private int[] series = new int[INITIAL_CAPACITY];
  private int size;

  /**
   * @param greatest whether greater is better; NaN is the worst in any case
   */
  BestHeap(boolean greatest) {
    this.greatest = greatest;
  }

  int size() {
    return size;
  }

  int series(int i) {
    return series[i];
  }

  double value(int i) {
    return values[i];
  }

  /** Takes a value if there are fewer than so many, or in place of a worse one. */
  void offer(int of, double value, int wanted) {
    if (size < wanted) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
        series = Arrays.copyOf(series, size * 2);
      }
      values[size] = value;
      series[size] = of;
      up(size++);
    } else if (isBetter(value, values[0]) || (Double.isNaN(values[0]) && !Double.isNaN(value))) {
      values[0] = value;
      series[0] = of;
      down();
    }
  }

  private boolean isBetter(double a, double b) {
    return greatest ? a > b : a < b;
  }

  private boolean isWorse(int i, int j) {
    return Double.isNaN(values[i]) || isBetter(values[j], values[i]);
  }

  private void up(int i) {
    while (i > 0) {
      int parent = (i - 1) / 2;
      if (parent == i || !isWorse(i, parent)) {
        return;
      }
      swap(i, parent);
      i = parent;
    }
  }

  private void down() {
    int i = 0;
    while (true) {
      int child = 2 * i + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && isWorse(child + 1, child)) {
        child++;
      }
      if (!isWorse(child, i)) {
        return;
      }
      swap(i, child);
      i = child;
    }
  }

  private void swap(int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
    int of = series[i];
    series[i] = series[j];
    series[j] = of;
  }

  /**
   * Ends the heap and puts its values into order; equal ones stay as they were.
   *
   * @throws dev.deucalion.promql.QueryException as {@link QueryLimits#checkpoint}
   */
  void sortBestFirst(QueryLimits limits) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    double[] before = Arrays.copyOf(values, size);
    int[] seriesBefore = Arrays.copyOf(series, size);
    Comparator<Integer> bestFirst = (a, b) -> ValueOrder.compare(before[a], before[b], !greatest);
    Arrays.sort(order, limits.checking(bestFirst));
    for (int i = 0; i < size; i++) {
      values[i] = before[order[i]];
      series[i] = seriesBefore[order[i]];
    }
  }
}

package dev.deucalion.tsdb.index;

/** Sorts ints by any order, stably and without boxing them: a merge sort. */
final class IntSort {
  /** Stretches up to this length are sorted by insertion. */
  private static final int SHORT = 12;

  private IntSort() {}

  /** An order of ints. */
  @FunctionalInterface
  interface Order {
    /** As {@link java.util.Comparator#compare}. */
    int compare(int a, int b);
  }

  static void sort(int[] values, Order order) {
    sort(values.clone(), values, 0, values.length, order);
  }

  /** Sorts a stretch of {@code target}, with the same values in {@code source} as room to work. */
  private static void sort(int[] source, int[] target, int from, int to, Order order) {
    if (to - from <= SHORT) {
      insertionSort(target, from, to, order);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(target, source, from, middle, order);
    sort(target, source, middle, to, order);
    if (order.compare(source[middle - 1], source[middle]) <= 0) {
      System.arraycopy(source, from, target, from, to - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takeLeft =
          right == to || left < middle && order.compare(source[left], source[right]) <= 0;
      target[at] = takeLeft ? source[left++] : source[right++];
    }
  }

  private static void insertionSort(int[] values, int from, int to, Order order) {
    for (int i = from + 1; i < to; i++) {
      int value = values[i];
      int at = i;
      while (at > from && order.compare(values[at - 1], value) > 0) {
        values[at] = values[at - 1];
        at--;
      }
      values[at] = value;
    }
  }
}

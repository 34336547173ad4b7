package dev.deucalion.scrape.exposition;

import java.util.Arrays;

/** Exemplars of one histogram or line, by where they stand. Used again for each. */
final class LineExemplars {
  private static final int FIRST_CAPACITY = 8;

  private int[] labels = new int[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private long[] timestampsMs = new long[FIRST_CAPACITY];
  private int size;
  private int at = -1;

  void clear() {
    size = 0;
  }

  /** Adds that of the line at hand. */
  void add(LineParser lines) {
    add(lines.exemplarLabels, lines.exemplarValue, lines.exemplarTimestampMs);
  }

  /**
   * Adds one.
   *
   * @param labelsStart behind the brace of its labels
   */
  void add(int labelsStart, double value, long timestampMs) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      timestampsMs = Arrays.copyOf(timestampsMs, 2 * size);
    }
    labels[size] = labelsStart;
    values[size] = value;
    timestampsMs[size] = timestampMs;
    size++;
  }

  /** Goes before the first. */
  void rewind() {
    at = -1;
  }

  boolean next() {
    return ++at < size;
  }

  /** Where the labels of the one at hand start, behind their brace. */
  int labels() {
    return labels[at];
  }

  double value() {
    return values[at];
  }

  long timestampMs() {
    return timestampsMs[at];
  }
}

package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * The values of one series at the steps of a grid. A step has a value or none.
 *
 * <p>Loops over the steps that have one:
 *
 * <pre>{@code
 * for (int w = 0; w < column.present.length; w++) {
 *   for (long bits = column.present[w]; bits != 0; bits &= bits - 1) {
 *     int step = (w << 6) + Long.numberOfTrailingZeros(bits);
 *     use(column.values[step]);
 *   }
 * }
 * }</pre>
 */
public final class Column {
  /** Value of each step; of no meaning where the step has none. */
  public final double[] values;

  /** Bit {@code step & 63} of word {@code step >> 6}: whether the step has a value. */
  public final long[] present;

  public Column(int steps) {
    values = new double[steps];
    present = new long[words(steps)];
  }

  /** Words of a bit set over so many steps. */
  public static int words(int steps) {
    return (steps + 63) >> 6;
  }

  public int steps() {
    return values.length;
  }

  public boolean has(int step) {
    return (present[step >> 6] >>> (step & 63) & 1) != 0;
  }

  public void set(int step, double value) {
    values[step] = value;
    present[step >> 6] |= 1L << (step & 63);
  }

  public void remove(int step) {
    present[step >> 6] &= ~(1L << (step & 63));
  }

  /** Takes the values of all steps away. */
  public void clear() {
    Arrays.fill(present, 0);
  }

  /** Says that every step has a value, which the caller has written. */
  public void setAllPresent() {
    Arrays.fill(present, -1L);
    int rest = values.length & 63;
    if (rest != 0) {
      present[present.length - 1] = -1L >>> (64 - rest);
    }
  }

  /** Gives every step the same value. */
  public void fill(double value) {
    Arrays.fill(values, value);
    setAllPresent();
  }

  /** Number of steps that have a value. */
  public int count() {
    int n = 0;
    for (long word : present) {
      n += Long.bitCount(word);
    }
    return n;
  }

  public boolean isEmpty() {
    for (long word : present) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  public void copyFrom(Column other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    System.arraycopy(other.present, 0, present, 0, present.length);
  }

  /** Whether a step has a value in both columns. */
  public boolean overlaps(Column other) {
    for (int w = 0; w < present.length; w++) {
      if ((present[w] & other.present[w]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes the values of another column at steps where this one has none. */
  public void fillFrom(Column other) {
    for (int w = 0; w < present.length; w++) {
      for (long bits = other.present[w] & ~present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        values[step] = other.values[step];
      }
      present[w] |= other.present[w];
    }
  }
}

package dev.deucalion.promql.kernel;

import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values of one series at the steps of a grid. A step has a float, a native histogram or
 * nothing, never both.
 *
 * <p>Loops over the floats:
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
  /** Float of each step; of no meaning where the step has none. */
  public final double[] values;

  /**
   * Bit {@code step & 63} of word {@code step >> 6}: whether the step has a float. Who writes whole
   * words says what becomes of the histograms by {@link #dropHistograms} or {@link #retain}.
   */
  public final long[] present;

  private final ColumnMemory memory;

  /** Null until there is the first one. */
  private @Nullable ColumnHistograms histograms;

  /** A column whose histograms are not counted: one of floats, or of a test. */
  public Column(int steps) {
    this(steps, ColumnMemory.UNCOUNTED);
  }

  /**
   * A column that is read again and again, or {@linkplain #dropHistograms emptied} in the end.
   *
   * @param memory what its histograms are counted in
   */
  public Column(int steps, ColumnMemory memory) {
    values = new double[steps];
    present = new long[words(steps)];
    this.memory = memory;
  }

  /** An empty column of as many steps whose histograms are counted in the same memory. */
  public Column sibling() {
    return new Column(steps(), memory);
  }

  /** Words of a bit set over so many steps. */
  public static int words(int steps) {
    return (steps + 63) >> 6;
  }

  /** Number of steps. */
  public int steps() {
    return values.length;
  }

  /** Whether the step has a float. */
  public boolean has(int step) {
    return (present[step >> 6] >>> (step & 63) & 1) != 0;
  }

  /** Whether the step has a float or a histogram. */
  public boolean hasAny(int step) {
    return (anyPresent(step >> 6) >>> (step & 63) & 1) != 0;
  }

  /** Gives a step that has no histogram a float. */
  public void set(int step, double value) {
    values[step] = value;
    present[step >> 6] |= 1L << (step & 63);
  }

  /** Takes away what the step has. */
  public void remove(int step) {
    long others = ~(1L << (step & 63));
    present[step >> 6] &= others;
    if (histograms != null) {
      histograms.retain(step >> 6, others);
    }
  }

  /** Whether any step has a histogram. */
  public boolean hasHistograms() {
    return histograms != null && histograms.isAny();
  }

  /** The histogram of a step, or null where it has none. */
  public @Nullable FloatHistogram histogram(int step) {
    return histograms == null ? null : histograms.at(step);
  }

  /** Gives a step a histogram, in place of what it had. */
  public void setHistogram(int step, FloatHistogram histogram) {
    if (histograms == null) {
      histograms = new ColumnHistograms(values.length, memory);
    }
    histograms.set(step, histogram);
    present[step >> 6] &= ~(1L << (step & 63));
  }

  /** Puts another histogram in the place of each; the function may throw to end it. */
  public void replaceHistograms(UnaryOperator<FloatHistogram> change) {
    if (histograms != null) {
      histograms.replace(change);
    }
  }

  /** As a word of {@link #present}, for the histograms. */
  public long histogramWord(int word) {
    return histograms == null ? 0 : histograms.word(word);
  }

  /** As a word of {@link #present}, for floats and histograms. */
  public long anyPresent(int word) {
    return present[word] | histogramWord(word);
  }

  /** Adds the steps that have a float or a histogram to a set of bits. */
  public void addPresentTo(long[] bits) {
    for (int w = 0; w < bits.length; w++) {
      bits[w] |= anyPresent(w);
    }
  }

  /** Takes away what the steps of one word have that are not in the mask. */
  public void retain(int word, long mask) {
    present[word] &= mask;
    if (histograms != null) {
      histograms.retain(word, mask);
    }
  }

  /** Takes the histograms of all steps away and leaves the floats. */
  public void dropHistograms() {
    if (histograms != null) {
      histograms.drop();
    }
  }

  /** Takes away what all steps have. */
  public void clear() {
    Arrays.fill(present, 0);
    dropHistograms();
  }

  /** Says that every step has a float, which the caller has written. */
  public void setAllPresent() {
    Arrays.fill(present, -1L);
    int rest = values.length & 63;
    if (rest != 0) {
      present[present.length - 1] = -1L >>> (64 - rest);
    }
    dropHistograms();
  }

  /** Gives every step the same float. */
  public void fill(double value) {
    Arrays.fill(values, value);
    setAllPresent();
  }

  /** Gives every step the same histogram. */
  public void fill(FloatHistogram histogram) {
    clear();
    for (int step = 0; step < values.length; step++) {
      setHistogram(step, histogram);
    }
  }

  /** Number of steps that have a float. */
  public int floatCount() {
    int n = 0;
    for (long word : present) {
      n += Long.bitCount(word);
    }
    return n;
  }

  /** Number of steps that have a histogram. */
  public int histogramCount() {
    return histograms == null ? 0 : histograms.count();
  }

  /** As how many samples the column counts: 1 for a float, more for a histogram. */
  public long sampleCount() {
    return floatCount() + (histograms == null ? 0 : histograms.inSamples());
  }

  /** As {@link #sampleCount()}, of one step. */
  public int sampleCount(int step) {
    FloatHistogram histogram = histogram(step);
    return histogram == null ? (has(step) ? 1 : 0) : HistogramWeight.inSamples(histogram);
  }

  /** Whether no step has anything. */
  public boolean isEmpty() {
    for (long word : present) {
      if (word != 0) {
        return false;
      }
    }
    return !hasHistograms();
  }

  /** The first step that has anything, or the number of steps where none has. */
  public int firstStep() {
    for (int w = 0; w < present.length; w++) {
      long bits = anyPresent(w);
      if (bits != 0) {
        return (w << 6) + Long.numberOfTrailingZeros(bits);
      }
    }
    return steps();
  }

  /** The last step that has anything, or -1 where none has. */
  public int lastStep() {
    for (int w = present.length - 1; w >= 0; w--) {
      long bits = anyPresent(w);
      if (bits != 0) {
        return (w << 6) + 63 - Long.numberOfLeadingZeros(bits);
      }
    }
    return -1;
  }

  /** Takes what another column has in place of what was here; both have it then. */
  public void copyFrom(Column other) {
    copyFloatsFrom(other, 0, present.length);
    dropHistograms();
    if (other.hasHistograms()) {
      fillFrom(other);
    }
  }

  /** Takes the floats of another column in some words of steps, from one up to another. */
  public void copyFloatsFrom(Column other, int fromWord, int toWord) {
    int from = fromWord << 6;
    int to = Math.min(toWord << 6, values.length);
    System.arraycopy(other.values, from, values, from, to - from);
    System.arraycopy(other.present, fromWord, present, fromWord, toWord - fromWord);
  }

  /** As {@link #copyFrom}, but the histograms go from the other column, which is not read again. */
  public void takeFrom(Column other) {
    copyFloatsFrom(other, 0, present.length);
    dropHistograms();
    ColumnHistograms empty = histograms;
    histograms = other.histograms;
    other.histograms = empty;
  }

  /** Whether a step has something in both columns. */
  public boolean overlaps(Column other) {
    for (int w = 0; w < present.length; w++) {
      if ((anyPresent(w) & other.anyPresent(w)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes what another column has at steps where this one has nothing. */
  public void fillFrom(Column other) {
    for (int w = 0; w < present.length; w++) {
      long free = ~anyPresent(w);
      for (long bits = other.present[w] & free; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        values[step] = other.values[step];
      }
      present[w] |= other.present[w] & free;
      for (long bits = other.histogramWord(w) & free; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        FloatHistogram histogram = other.histogram(step);
        if (histogram != null) {
          setHistogram(step, histogram);
        }
      }
    }
  }
}

package dev.deucalion.promql.kernel;

import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The native histograms of a {@link Column}, counted with their buckets from the moment that they
 * are in it until all are dropped: also those that were taken away stay reachable until then. An
 * object that steps in a row share counts once.
 */
final class ColumnHistograms {
  private final ColumnMemory memory;
  private final @Nullable FloatHistogram[] byStep;

  /** As {@link Column#present}. */
  private final long[] present;

  /** Whether any bit of {@link #present} may be set. */
  private boolean mayBeAny;

  private long heldBytes;

  ColumnHistograms(int steps, ColumnMemory memory) {
    this.memory = memory;
    this.byStep = new FloatHistogram[steps];
    this.present = new long[Column.words(steps)];
  }

  boolean isAny() {
    if (mayBeAny) {
      for (long word : present) {
        if (word != 0) {
          return true;
        }
      }
    }
    return false;
  }

  long word(int word) {
    return mayBeAny ? present[word] : 0;
  }

  @Nullable FloatHistogram at(int step) {
    return (word(step >> 6) >>> (step & 63) & 1) == 0 ? null : byStep[step];
  }

  @SuppressWarnings("ReferenceEquality") // Equal ones that are two objects take memory twice.
  void set(int step, FloatHistogram histogram) {
    mayBeAny = true;
    if (step == 0 || byStep[step - 1] != histogram) {
      hold(HistogramWeight.bytes(histogram));
    }
    byStep[step] = histogram;
    present[step >> 6] |= 1L << (step & 63);
  }

  private void hold(long bytes) {
    heldBytes += bytes;
    memory.holdBytes(bytes);
  }

  /** Puts another one in the place of each; where several share one, so they do afterwards. */
  @SuppressWarnings("ReferenceEquality") // As above.
  void replace(UnaryOperator<FloatHistogram> change) {
    FloatHistogram before = null;
    FloatHistogram after = null;
    for (int w = 0; mayBeAny && w < present.length; w++) {
      for (long bits = present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        FloatHistogram histogram = byStep[step];
        if (histogram == null) {
          continue;
        }
        if (histogram != before || after == null) {
          after = change.apply(histogram);
          hold(HistogramWeight.bytes(after) - (long) HistogramWeight.bytes(histogram));
          before = histogram;
        }
        byStep[step] = after;
      }
    }
  }

  void retain(int word, long mask) {
    if (mayBeAny) {
      present[word] &= mask;
    }
  }

  void drop() {
    if (mayBeAny) {
      Arrays.fill(present, 0);
      Arrays.fill(byStep, null);
      mayBeAny = false;
      memory.releaseBytes(heldBytes);
      heldBytes = 0;
    }
  }

  /** Number of steps that have one. */
  int count() {
    int n = 0;
    for (int w = 0; mayBeAny && w < present.length; w++) {
      n += Long.bitCount(present[w]);
    }
    return n;
  }

  /** As how many samples all of them count. */
  long inSamples() {
    long n = 0;
    for (int w = 0; mayBeAny && w < present.length; w++) {
      for (long bits = present[w]; bits != 0; bits &= bits - 1) {
        FloatHistogram h = byStep[(w << 6) + Long.numberOfTrailingZeros(bits)];
        n += h == null ? 0 : HistogramWeight.inSamples(h);
      }
    }
    return n;
  }
}

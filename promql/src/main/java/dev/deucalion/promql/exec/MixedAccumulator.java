package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.histogram.AdditionScratch;
import dev.deucalion.promql.histogram.BucketCompaction;
import dev.deucalion.promql.histogram.HistogramTotal;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Work;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code sum} or {@code avg} of floats or native histograms. A group that has both at a step, or
 * histograms whose buckets do not go together, has no result there.
 */
final class MixedAccumulator implements GroupAccumulator {
  private static final HistogramTotal[] NO_TOTALS = {};

  /** Itself and what counts its work. */
  private static final int OBJECTS_BYTES = 96;

  /** A total takes as much as so many histograms: its buckets, what rounding lost, and room. */
  private static final int TOTAL_HISTOGRAMS = 3;

  private final QueryLimits limits;
  private final GroupAccumulator floats;
  private final Function<AdditionScratch, HistogramTotal> newTotal;
  private final HistogramNotes notes;
  private final Work work;
  private final long[] floatSteps;
  private final long[] histogramSteps;

  /** Steps with histograms that do not go together; nothing more is looked at there. */
  private final long[] brokenSteps;

  /** By step, where a histogram came before any float; empty until there is one. */
  private @Nullable HistogramTotal[] totals = NO_TOTALS;

  /** Null until there is a histogram: there may be many groups, and most have none. */
  private @Nullable AdditionScratch scratch;

  private long heldBytes;

  MixedAccumulator(
      QueryLimits limits,
      int steps,
      GroupAccumulator floats,
      Function<AdditionScratch, HistogramTotal> newTotal,
      HistogramNotes notes) {
    this.limits = limits;
    this.floats = floats;
    this.newTotal = newTotal;
    this.notes = notes;
    this.work = new Work(limits::checkpoint);
    this.floatSteps = new long[Column.words(steps)];
    this.histogramSteps = new long[Column.words(steps)];
    this.brokenSteps = new long[Column.words(steps)];
  }

  /** What one takes before anything was added. */
  static long emptyBytes(int steps, long floatsBytes) {
    return OBJECTS_BYTES + 3 * QueryLimits.arrayBytes(Column.words(steps)) + floatsBytes;
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    int more = floats.add(labels, series, fromWord, toWord);
    boolean hasHistograms = series.hasHistograms();
    if (hasHistograms && totals.length == 0) {
      hold(QueryLimits.arrayBytes(series.steps()));
      totals = new HistogramTotal[series.steps()];
    }
    for (int w = fromWord; w < toWord; w++) {
      floatSteps[w] |= series.present[w] & ~brokenSteps[w];
      if (hasHistograms) {
        for (long bits = series.histogramWord(w) & ~brokenSteps[w]; bits != 0; bits &= bits - 1) {
          int step = (w << 6) + Long.numberOfTrailingZeros(bits);
          FloatHistogram histogram = series.histogram(step);
          if (histogram != null) {
            work.add(HistogramWeight.inSamples(histogram));
            more += addHistogram(step, bits & -bits, histogram, labels);
          }
        }
      }
    }
    return more;
  }

  /** As {@link #add}: returns how many samples more are held. */
  private int addHistogram(int step, long bit, FloatHistogram histogram, Labels labels) {
    int w = step >> 6;
    histogramSteps[w] |= bit;
    HistogramTotal total = totals[step];
    if (total == null) {
      if ((floatSteps[w] & bit) == 0) {
        if (scratch == null) {
          scratch = new AdditionScratch();
        }
        total = newTotal.apply(scratch);
        total.start(histogram);
        totals[step] = total;
        hold(TOTAL_HISTOGRAMS * (long) HistogramWeight.bytes(histogram));
        return HistogramWeight.inSamples(histogram);
      }
    } else if (total.accepts(histogram)) {
      total.add(histogram);
      if (total.boundsReconciled()) {
        notes.boundsReconciled("aggregation");
      }
    } else {
      notes.mixedBuckets(labels.metricName());
      brokenSteps[w] |= bit;
    }
    return 0;
  }

  private void hold(long bytes) {
    limits.holdBytes(bytes);
    heldBytes += bytes;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    floats.finish(out, fromWord, toWord);
    if (totals.length == 0) {
      return;
    }
    for (int step = fromWord << 6; step < Math.min(toWord << 6, totals.length); step++) {
      if (isIn(histogramSteps, step)) {
        out.remove(step);
        HistogramTotal total = totals[step];
        totals[step] = null;
        if (isIn(floatSteps, step)) {
          notes.mixedKinds();
        } else if (total != null && !isIn(brokenSteps, step)) {
          finish(step, total, out);
        }
      }
    }
    if (toWord == out.present.length) {
      limits.releaseBytes(heldBytes);
      heldBytes = 0;
    }
  }

  private void finish(int step, HistogramTotal total, Column out) {
    if (total.hintsCollide()) {
      notes.resetsCollide("aggregation");
    }
    FloatHistogram result = BucketCompaction.compact(total.result());
    work.add(HistogramWeight.inSamples(result));
    out.setHistogram(step, result);
  }

  private static boolean isIn(long[] steps, int step) {
    return (steps[step >> 6] >>> (step & 63) & 1) != 0;
  }
}

package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.CounterResets;
import dev.deucalion.promql.histogram.HistogramEquality;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.CounterStarts;
import dev.deucalion.promql.kernel.Ends;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import dev.deucalion.promql.kernel.Work;

/**
 * For functions that count the steps from one sample to the next that are of some kind. A step from
 * a float to a histogram, or back, always counts.
 */
public final class MixedSteps implements HistogramWindows {
  private final Kind kind;
  private final boolean anchored;

  /** Which steps count. */
  public enum Kind {
    /** A counter began anew. */
    RESET,
    /** The sample is another. */
    CHANGE;

    /** Whether the step to a float from the one before it counts. */
    private boolean countsFloat(Samples samples, int i) {
      double before = samples.values[i - 1];
      double after = samples.values[i];
      return switch (this) {
        case RESET ->
            after < before
                || samples.hasStarts()
                    && CounterStarts.isReset(samples.startsMs, samples.timesMs, i);
        case CHANGE -> before != after && !(Double.isNaN(before) && Double.isNaN(after));
      };
    }

    /** Whether the step to a histogram from the one before it counts. */
    private boolean countsHistogram(Samples samples, int i) {
      FloatHistogram before = samples.histograms[i - 1];
      FloatHistogram after = samples.histograms[i];
      return switch (this) {
        case RESET ->
            samples.hasStarts()
                    && CounterStarts.isReset(samples.histogramStartsMs, samples.histogramTimesMs, i)
                || CounterResets.isReset(after, before);
        case CHANGE -> !HistogramEquality.areEqual(after, before);
      };
    }
  }

  private MixedSteps(Kind kind, boolean anchored) {
    this.kind = kind;
    this.anchored = anchored;
  }

  /** For plain selectors. */
  public static MixedSteps of(Kind kind) {
    return new MixedSteps(kind, false);
  }

  /** For {@code anchored} selectors, over wider windows. */
  public static MixedSteps anchored(Kind kind) {
    return new MixedSteps(kind, true);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out, Notes notes) {
    for (int step = 0; step < windows.steps(); step++) {
      windows.work().add(1);
      if (windows.hasHistograms(step)) {
        out.remove(step);
        if (anchored) {
          foldAnchored(samples, windows, step, out);
        } else {
          int count =
              count(
                  samples,
                  windows.from(step),
                  windows.to(step),
                  windows.histogramFrom(step),
                  windows.histogramTo(step),
                  windows.work());
          out.set(step, count);
        }
      }
    }
  }

  /** From the last sample up to the start on, whatever its kind. */
  private void foldAnchored(Samples samples, Windows windows, int step, Column out) {
    long startMs = windows.startMs(step);
    int from = windows.from(step);
    int to = windows.to(step);
    int histogramFrom = windows.histogramFrom(step);
    int histogramTo = windows.histogramTo(step);
    int first = Ends.firstAfter(samples.timesMs, from, to, startMs);
    int firstHistogram =
        Ends.firstAfter(samples.histogramTimesMs, histogramFrom, histogramTo, startMs);
    if (first == to && firstHistogram == histogramTo) {
      return;
    }
    boolean floatBefore = first > from;
    boolean histogramBefore = firstHistogram > histogramFrom;
    if (floatBefore
        && (!histogramBefore
            || samples.timesMs[first - 1] >= samples.histogramTimesMs[firstHistogram - 1])) {
      first--;
    } else if (histogramBefore) {
      firstHistogram--;
    }
    out.set(step, count(samples, first, to, firstHistogram, histogramTo, windows.work()));
  }

  private int count(
      Samples samples, int from, int to, int histogramFrom, int histogramTo, Work work) {
    int count = 0;
    int nextFloat = from;
    int nextHistogram = histogramFrom;
    boolean wasFloat = false;
    while (nextFloat < to || nextHistogram < histogramTo) {
      boolean isFirst = nextFloat + nextHistogram == from + histogramFrom;
      boolean isFloat =
          nextHistogram == histogramTo
              || nextFloat < to
                  && samples.timesMs[nextFloat] < samples.histogramTimesMs[nextHistogram];
      boolean counts =
          !isFirst
              && (isFloat != wasFloat
                  || (isFloat
                      ? kind.countsFloat(samples, nextFloat)
                      : kind.countsHistogram(samples, nextHistogram)));
      count += counts ? 1 : 0;
      work.add(isFloat ? 2 : HistogramWeight.inSamples(samples.histograms[nextHistogram]));
      if (isFloat) {
        nextFloat++;
      } else {
        nextHistogram++;
      }
      wasFloat = isFloat;
    }
    return count;
  }
}

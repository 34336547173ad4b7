package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.BucketCompaction;
import dev.deucalion.promql.histogram.CounterResets;
import dev.deucalion.promql.histogram.HistogramAddition;
import dev.deucalion.promql.histogram.HistogramScaling;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.CounterStarts;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * {@code irate} and {@code idelta}: from the last two samples of a window, which must be of one
 * kind. The result of histograms is a gauge.
 */
public enum InstantHistogramRate implements HistogramWindows {
  /** Growth a second; after a reset, from zero. */
  IRATE,
  /** The difference. */
  IDELTA;

  @Override
  public void fold(Samples samples, Windows windows, Column out, Notes notes) {
    for (int step = 0; step < windows.steps(); step++) {
      windows.work().add(1);
      if (windows.hasHistograms(step)) {
        fold(samples, windows, step, out, notes);
      }
    }
  }

  private void fold(Samples samples, Windows windows, int step, Column out, Notes notes) {
    int floats = windows.to(step) - windows.from(step);
    int histograms = windows.histogramTo(step) - windows.histogramFrom(step);
    if (floats + histograms < 2) {
      return;
    }
    int last = windows.histogramTo(step) - 1;
    int lastFloat = windows.to(step) - 1;
    boolean bothFloats =
        floats >= 2 && samples.timesMs[lastFloat - 1] > samples.histogramTimesMs[last];
    if (bothFloats) {
      return;
    }
    out.remove(step);
    boolean bothHistograms =
        histograms >= 2
            && (floats == 0 || samples.histogramTimesMs[last - 1] > samples.timesMs[lastFloat]);
    if (!bothHistograms) {
      notes.add(WindowNote.MIXED_KINDS);
      return;
    }
    windows.work().add(2L * HistogramWeight.inSamples(samples.histograms[last]));
    FloatHistogram result = difference(samples, last, notes);
    if (result != null) {
      out.setHistogram(step, result);
    }
  }

  private @Nullable FloatHistogram difference(Samples samples, int last, Notes notes) {
    FloatHistogram before = samples.histograms[last - 1];
    FloatHistogram result = samples.histograms[last];
    noteKind(before.resetHint(), result.resetHint(), notes);
    if (this == IDELTA || !isReset(samples, last)) {
      if (!HistogramAddition.areCompatible(result, before)) {
        notes.add(WindowNote.MIXED_BUCKETS);
        return null;
      }
      result = NotedAddition.subtract(result, before, notes);
    }
    result = BucketCompaction.compact(result.withResetHint(CounterResetHint.GAUGE));
    long intervalMs = samples.histogramTimesMs[last] - samples.histogramTimesMs[last - 1];
    return this == IRATE ? HistogramScaling.divide(result, intervalMs / 1000.0) : result;
  }

  private static boolean isReset(Samples samples, int i) {
    return samples.hasStarts()
            && CounterStarts.isReset(samples.histogramStartsMs, samples.histogramTimesMs, i)
        || CounterResets.isReset(samples.histograms[i], samples.histograms[i - 1]);
  }

  private void noteKind(CounterResetHint before, CounterResetHint after, Notes notes) {
    boolean firstGauge = before == CounterResetHint.GAUGE;
    boolean secondGauge = after == CounterResetHint.GAUGE;
    switch (this) {
      case IRATE -> {
        if (firstGauge || secondGauge) {
          notes.add(WindowNote.NOT_COUNTER);
        }
      }
      case IDELTA -> {
        if (!firstGauge || !secondGauge) {
          notes.add(WindowNote.NOT_GAUGE);
        }
      }
    }
  }
}

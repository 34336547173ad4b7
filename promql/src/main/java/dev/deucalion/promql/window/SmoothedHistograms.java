package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.kernel.Ends;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code smoothed} instant selectors, as {@link
 * dev.deucalion.promql.kernel.SmoothedKernel} gives them for floats.
 */
public final class SmoothedHistograms implements OneKind.Fold {
  private final Samples samples;
  private final Windows windows;
  private final Notes notes;

  private SmoothedHistograms(Samples samples, Windows windows, Notes notes) {
    this.samples = samples;
    this.windows = windows;
    this.notes = notes;
  }

  /** Of {@code smoothed} selectors. */
  public static HistogramWindows windows() {
    return new OneKind(SmoothedHistograms::new);
  }

  @Override
  public @Nullable FloatHistogram fold(int step) {
    long[] timesMs = samples.histogramTimesMs;
    int from = windows.histogramFrom(step);
    int to = windows.histogramTo(step);
    long timeMs = windows.endMs(step);
    windows.work().add(2L * HistogramWeight.inSamples(samples.histograms[from]));
    int next = Ends.firstAfter(timesMs, from, to, timeMs - 1);
    if (next < to && timesMs[next] == timeMs) {
      return samples.histograms[next];
    }
    if (next == from) {
      return null;
    }
    FloatHistogram before = samples.histograms[next - 1];
    return next < to ? between(timeMs, next - 1) : before.withResetHint(CounterResetHint.UNKNOWN);
  }

  private @Nullable FloatHistogram between(long timeMs, int before) {
    FloatHistogram from = samples.histograms[before];
    FloatHistogram to = samples.histograms[before + 1];
    if (from.layout().usesCustomBuckets() != to.layout().usesCustomBuckets()) {
      notes.add(WindowNote.MIXED_BUCKETS);
      return null;
    }
    boolean counter =
        from.resetHint() != CounterResetHint.GAUGE || to.resetHint() != CounterResetHint.GAUGE;
    return HistogramInterpolation.at(timeMs, samples, before, counter, notes);
  }
}

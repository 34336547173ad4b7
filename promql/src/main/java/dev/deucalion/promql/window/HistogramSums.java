package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.HistogramMean;
import dev.deucalion.promql.histogram.HistogramSum;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import org.jspecify.annotations.Nullable;

/** {@code sum_over_time} and {@code avg_over_time} of histograms. */
public final class HistogramSums {
  private HistogramSums() {}

  /** {@code sum_over_time}. */
  public static HistogramWindows sum() {
    return new OneKind((samples, windows, notes) -> {
      HistogramSum sum = new HistogramSum();
      return step -> sum(sum, samples, windows, step, notes);
    });
  }

  /** {@code avg_over_time}. */
  public static HistogramWindows mean() {
    return new OneKind((samples, windows, notes) -> {
      HistogramMean mean = new HistogramMean();
      return step -> mean(mean, samples, windows, step, notes);
    });
  }

  private static @Nullable FloatHistogram sum(
      HistogramSum sum, Samples samples, Windows windows, int step, Notes notes) {
    int from = windows.histogramFrom(step);
    int to = windows.histogramTo(step);
    sum.start(samples.histograms[from]);
    for (int i = from + 1; i < to; i++) {
      windows.work().add(HistogramWeight.inSamples(samples.histograms[i]));
      if (!sum.accepts(samples.histograms[i])) {
        notes.add(WindowNote.MIXED_BUCKETS);
        return null;
      }
      sum.add(samples.histograms[i]);
    }
    note(sum.hintsCollide(), sum.boundsReconciled(), notes);
    return sum.result();
  }

  private static @Nullable FloatHistogram mean(
      HistogramMean mean, Samples samples, Windows windows, int step, Notes notes) {
    int from = windows.histogramFrom(step);
    int to = windows.histogramTo(step);
    mean.start(samples.histograms[from]);
    for (int i = from + 1; i < to; i++) {
      windows.work().add(HistogramWeight.inSamples(samples.histograms[i]));
      if (!mean.accepts(samples.histograms[i])) {
        notes.add(WindowNote.MIXED_BUCKETS);
        return null;
      }
      mean.add(samples.histograms[i]);
    }
    note(mean.hintsCollide(), mean.boundsReconciled(), notes);
    return mean.result();
  }

  private static void note(boolean collide, boolean reconciled, Notes notes) {
    if (collide) {
      notes.add(WindowNote.RESETS_COLLIDE);
    }
    if (reconciled) {
      notes.add(WindowNote.BOUNDS_RECONCILED_IN_AGGREGATION);
    }
  }
}

package dev.deucalion.promql.window;

import dev.deucalion.promql.histogram.CounterResets;
import dev.deucalion.promql.kernel.CounterStarts;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Work;

/** Where the counters in the histograms of a series began anew, found once for all windows. */
final class HistogramResets {
  private HistogramResets() {}

  /**
   * For each histogram whether a counter began anew since the one before it.
   *
   * @param hasStarts whether start timestamps tell of it, too
   */
  static boolean[] of(Samples samples, boolean hasStarts, Work work) {
    boolean[] resets = new boolean[samples.histogramCount];
    for (int i = 1; i < resets.length; i++) {
      work.add(HistogramWeight.inSamples(samples.histograms[i]));
      resets[i] =
          hasStarts && CounterStarts.isReset(samples.histogramStartsMs, samples.histogramTimesMs, i)
              || CounterResets.isReset(samples.histograms[i], samples.histograms[i - 1]);
    }
    return resets;
  }
}

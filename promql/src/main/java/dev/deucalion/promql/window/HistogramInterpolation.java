package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.CounterResets;
import dev.deucalion.promql.histogram.HistogramScaling;
import dev.deucalion.promql.kernel.Samples;

/** Histograms between two samples, on the straight line between them. */
final class HistogramInterpolation {
  private HistogramInterpolation() {}

  /**
   * The histogram at a time between two samples.
   *
   * @param before index of the histogram before the time; the next one is after it, and has the
   *     same kind of buckets
   * @param counter whether a counter that began anew did so at zero
   */
  static FloatHistogram at(long timeMs, Samples samples, int before, boolean counter, Notes notes) {
    FloatHistogram from = samples.histograms[before];
    FloatHistogram to = samples.histograms[before + 1];
    long fromMs = samples.histogramTimesMs[before];
    double fraction = (double) (timeMs - fromMs) / (samples.histogramTimesMs[before + 1] - fromMs);
    if (counter && CounterResets.isReset(to, from)) {
      return HistogramScaling.multiply(to, fraction);
    }
    FloatHistogram growth =
        HistogramScaling.multiply(NotedAddition.subtract(to, from, notes), fraction);
    return NotedAddition.add(growth, from, notes);
  }
}

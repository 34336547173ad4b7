package dev.deucalion.promql.window;

import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;

/** For functions of the first or the last sample, whatever its kind. */
public enum EdgeSamples implements HistogramWindows {
  /** {@code first_over_time}. */
  FIRST {
    @Override
    void give(Samples samples, int step, int histogram, Column out) {
      out.setHistogram(step, samples.histograms[histogram]);
    }
  },
  /** {@code last_over_time}. */
  LAST {
    @Override
    void give(Samples samples, int step, int histogram, Column out) {
      out.setHistogram(step, samples.histograms[histogram]);
    }
  },
  /** Its time in seconds. */
  TIME_OF_FIRST {
    @Override
    void give(Samples samples, int step, int histogram, Column out) {
      out.set(step, samples.histogramTimesMs[histogram] / 1000.0);
    }
  },
  /** Its time in seconds. */
  TIME_OF_LAST {
    @Override
    void give(Samples samples, int step, int histogram, Column out) {
      out.set(step, samples.histogramTimesMs[histogram] / 1000.0);
    }
  };

  /** Gives what a histogram that is the sample comes to. */
  abstract void give(Samples samples, int step, int histogram, Column out);

  @Override
  public void fold(Samples samples, Windows windows, Column out, Notes notes) {
    boolean first = this == FIRST || this == TIME_OF_FIRST;
    windows.work().add(2L * windows.steps());
    for (int step = 0; step < windows.steps(); step++) {
      if (!windows.hasHistograms(step)) {
        continue;
      }
      int histogram = first ? windows.histogramFrom(step) : windows.histogramTo(step) - 1;
      int other = first ? windows.from(step) : windows.to(step) - 1;
      long timeMs = samples.histogramTimesMs[histogram];
      boolean isEdge =
          !windows.hasFloats(step)
              || (first ? timeMs < samples.timesMs[other] : timeMs > samples.timesMs[other]);
      if (isEdge) {
        give(samples, step, histogram, out);
      }
    }
  }
}

package dev.deucalion.promql.window;

import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;

/** For functions to which a histogram is a sample as any other. */
public enum CountedHistograms implements HistogramWindows {
  /** How many samples there are. */
  COUNT {
    @Override
    double value(int floats, int histograms) {
      return floats + histograms;
    }
  },
  /** That there is a sample. */
  PRESENT {
    @Override
    double value(int floats, int histograms) {
      return 1;
    }
  };

  abstract double value(int floats, int histograms);

  @Override
  public void fold(Samples samples, Windows windows, Column out, Notes notes) {
    windows.work().add(windows.steps());
    for (int step = 0; step < windows.steps(); step++) {
      int histograms = windows.histogramTo(step) - windows.histogramFrom(step);
      if (histograms > 0) {
        out.set(step, value(windows.to(step) - windows.from(step), histograms));
      }
    }
  }
}

package dev.deucalion.promql.window;

import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;

/** For functions of floats: histograms do not count, which is told where there are floats too. */
public enum IgnoredHistograms implements HistogramWindows {
  /** The only one. */
  INSTANCE;

  @Override
  public void fold(Samples samples, Windows windows, Column out, Notes notes) {
    windows.work().add(windows.steps());
    for (int step = 0; step < windows.steps(); step++) {
      if (windows.hasFloats(step) && windows.hasHistograms(step)) {
        notes.add(WindowNote.HISTOGRAMS_IGNORED);
        return;
      }
    }
  }
}

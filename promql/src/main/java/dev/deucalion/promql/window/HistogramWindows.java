package dev.deucalion.promql.window;

import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;

/** Folds the windows of one series that has histograms. */
@FunctionalInterface
public interface HistogramWindows {
  /**
   * Sets, changes or removes what the windows with histograms come to.
   *
   * @param samples the series
   * @param windows where its windows are
   * @param out what the floats of the windows have come to
   * @param notes what is to be told, to be added to
   */
  void fold(Samples samples, Windows windows, Column out, Notes notes);
}

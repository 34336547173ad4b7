package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * For functions that take floats or histograms, but not both: a window with both has no answer,
 * which is told.
 */
public record OneKind(Preparation preparation) implements HistogramWindows {
  /** Looks at the histograms of a series before its windows are folded. */
  @FunctionalInterface
  public interface Preparation {
    /**
     * What folds the windows of one series.
     *
     * @param notes what is to be told, to be added to
     */
    Fold prepare(Samples samples, Windows windows, Notes notes);
  }

  /** Folds the histograms of one window. */
  @FunctionalInterface
  public interface Fold {
    /** The answer at a step whose window has at least one histogram, or null for none. */
    @Nullable FloatHistogram fold(int step);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out, Notes notes) {
    Fold fold = preparation.prepare(samples, windows, notes);
    for (int step = 0; step < windows.steps(); step++) {
      windows.work().add(1);
      if (!windows.hasHistograms(step)) {
        continue;
      }
      if (windows.hasFloats(step)) {
        out.remove(step);
        notes.add(WindowNote.MIXED_KINDS);
        continue;
      }
      FloatHistogram histogram = fold.fold(step);
      if (histogram != null) {
        out.setHistogram(step, histogram);
      }
    }
  }
}

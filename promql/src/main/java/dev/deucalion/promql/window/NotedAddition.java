package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.HistogramAddition;

/** Adds and subtracts compatible histograms and notes when their custom bounds differ. */
final class NotedAddition {
  private NotedAddition() {}

  static FloatHistogram add(FloatHistogram a, FloatHistogram b, Notes notes) {
    HistogramAddition.Result result = HistogramAddition.add(a, b);
    if (result.boundsReconciled()) {
      notes.add(WindowNote.BOUNDS_RECONCILED_IN_ADDITION);
    }
    return result.histogram();
  }

  static FloatHistogram subtract(FloatHistogram a, FloatHistogram b, Notes notes) {
    HistogramAddition.Result result = HistogramAddition.subtract(a, b);
    if (result.boundsReconciled()) {
      notes.add(WindowNote.BOUNDS_RECONCILED_IN_SUBTRACTION);
    }
    return result.histogram();
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A range vector selector: decodes each series once, for all its windows. */
final class SelectedRange implements RangeVector {
  private static final int BATCH = 512;

  private final QueryLimits limits;
  private final Selections.Selection selection;
  private final Windows windows;

  private final FloatReader reader = new FloatReader();
  private final long[] timesMs = new long[BATCH];
  private final double[] values = new double[BATCH];
  private @Nullable SampleCursor cursor;
  private @Nullable List<Labels> series;
  private int held;

  SelectedRange(QueryLimits limits, Selections.Selection selection, Windows windows) {
    this.limits = limits;
    this.selection = selection;
    this.windows = windows;
  }

  static List<Labels> labelsOf(SeriesSet found) {
    List<Labels> labels = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      labels.add(found.labels(i));
    }
    return labels;
  }

  @Override
  public List<Labels> series() {
    if (series == null) {
      series = labelsOf(selection.found());
    }
    return series;
  }

  @Override
  public void load(int i, Samples into) {
    limits.checkpoint();
    limits.release(held);
    held = 0;
    into.clear();
    SampleCursor samples = selection.found().samples(i, cursor);
    cursor = samples;
    for (int n; (n = reader.next(samples, timesMs, values)) > 0; ) {
      limits.hold(n);
      held += n;
      into.reserve(n);
      append(n, into);
    }
  }

  private void append(int n, Samples into) {
    long[] toTimes = into.timesMs;
    double[] toValues = into.values;
    int size = into.size;
    for (int k = 0; k < n; k++) {
      if (!StaleMarker.isStale(values[k])) {
        toTimes[size] = timesMs[k];
        toValues[size++] = values[k];
      }
    }
    into.size = size;
  }

  @Override
  public Windows windows() {
    return windows;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A range vector selector: decodes each series once, for all its windows. */
final class SelectedRange implements RangeVector {
  private final QueryLimits limits;
  private final Selections.Selection selection;
  private final Windows windows;

  private final SampleDetail detail;
  private final SampleReader reader;
  private @Nullable SampleCursor cursor;
  private @Nullable List<Labels> series;
  private int held;

  SelectedRange(
      QueryLimits limits, Selections.Selection selection, Windows windows, SampleDetail detail) {
    this.limits = limits;
    this.selection = selection;
    this.windows = windows;
    this.detail = detail;
    this.reader = new SampleReader(detail, limits::checkpoint);
  }

  static List<Labels> labelsOf(SeriesSet found, QueryLimits limits) {
    List<Labels> labels = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Labels series = found.labels(i);
      limits.checkpoint();
      limits.holdBytes(series.heapBytes());
      labels.add(series);
    }
    return labels;
  }

  @Override
  public List<Labels> series() {
    if (series == null) {
      series = labelsOf(selection.found(), limits);
    }
    return series;
  }

  @Override
  public void load(int i, Samples into) {
    limits.checkpoint();
    limits.release(held);
    held = 0;
    into.clear();
    if (detail.starts()) {
      into.keepStarts();
    }
    SampleCursor samples = selection.found().samples(i, cursor);
    cursor = samples;
    reader.startSeries();
    while (reader.next(samples)) {
      if (reader.hasHistograms()) {
        appendHistograms(into);
      } else {
        hold(reader.count());
        into.reserve(reader.count());
        appendFloats(into);
      }
    }
  }

  private void hold(int samples) {
    limits.hold(samples);
    held += samples;
  }

  private void appendHistograms(Samples into) {
    for (int k = 0; k < reader.count(); k++) {
      if (!reader.histograms[k].isStale()) {
        FloatHistogram histogram = reader.histograms[k].toFloat();
        hold(HistogramWeight.inSamples(histogram));
        into.addHistogram(reader.timesMs[k], histogram, detail.starts() ? reader.startsMs[k] : 0);
      }
    }
  }

  private void appendFloats(Samples into) {
    int size =
        detail.starts()
            ? append(reader.timesMs, reader.values, reader.startsMs, reader.count(), into)
            : append(reader.timesMs, reader.values, reader.count(), into);
    into.size = size;
  }

  /** Appends what is not stale, and says how many floats there are then. */
  private static int append(long[] timesMs, double[] values, int count, Samples into) {
    long[] toTimes = into.timesMs;
    double[] toValues = into.values;
    int size = into.size;
    for (int k = 0; k < count; k++) {
      if (!StaleMarker.isStale(values[k])) {
        toTimes[size] = timesMs[k];
        toValues[size++] = values[k];
      }
    }
    return size;
  }

  /** As without start timestamps. */
  private static int append(
      long[] timesMs, double[] values, long[] startsMs, int count, Samples into) {
    int size = into.size;
    for (int k = 0; k < count; k++) {
      if (!StaleMarker.isStale(values[k])) {
        into.timesMs[size] = timesMs[k];
        into.startsMs[size] = startsMs[k];
        into.values[size++] = values[k];
      }
    }
    return size;
  }

  @Override
  public boolean isStored() {
    return true;
  }

  @Override
  public Windows windows() {
    return windows;
  }

  @Override
  public RangeVector fork() {
    SelectedRange fork = new SelectedRange(limits, selection, windows.fork(), detail);
    fork.series = series;
    return fork;
  }
}

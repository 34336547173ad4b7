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

  private final boolean onlyStatistics;
  private final SampleReader reader;
  private @Nullable SampleCursor cursor;
  private @Nullable List<Labels> series;
  private int held;

  /**
   * @param onlyStatistics whether histograms come without their buckets
   */
  SelectedRange(
      QueryLimits limits, Selections.Selection selection, Windows windows, boolean onlyStatistics) {
    this.limits = limits;
    this.selection = selection;
    this.windows = windows;
    this.onlyStatistics = onlyStatistics;
    this.reader = new SampleReader(onlyStatistics);
  }

  static List<Labels> labelsOf(SeriesSet found, QueryLimits limits) {
    List<Labels> labels = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Labels series = found.labels(i);
      limits.checkpoint();
      limits.holdBytes(LabelSets.bytes(series));
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
    SampleCursor samples = selection.found().samples(i, cursor);
    cursor = samples;
    reader.startSeries();
    while (reader.next(samples)) {
      if (reader.hasHistograms()) {
        appendHistograms(into);
      } else {
        hold(reader.count());
        into.reserve(reader.count());
        append(reader.timesMs, reader.values, reader.count(), into);
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
        into.addHistogram(reader.timesMs[k], histogram);
      }
    }
  }

  private static void append(long[] timesMs, double[] values, int count, Samples into) {
    long[] toTimes = into.timesMs;
    double[] toValues = into.values;
    int size = into.size;
    for (int k = 0; k < count; k++) {
      if (!StaleMarker.isStale(values[k])) {
        toTimes[size] = timesMs[k];
        toValues[size++] = values[k];
      }
    }
    into.size = size;
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
    SelectedRange fork = new SelectedRange(limits, selection, windows.fork(), onlyStatistics);
    fork.series = series;
    return fork;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.storage.SampleCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the series that a selector found, without stale markers: one series at a time,
 * which is decoded once for all who ask for it in a row. For one thread.
 */
final class SeriesSamples {
  private static final int NONE = -1;

  private final QueryLimits limits;
  private final Selections.Selection selection;
  private final SampleDetail detail;
  private final SampleReader reader;
  private final Samples samples = new Samples();
  private @Nullable SampleCursor cursor;
  private int loaded = NONE;
  private long heldBytes;

  SeriesSamples(QueryLimits limits, Selections.Selection selection, SampleDetail detail) {
    this.limits = limits;
    this.selection = selection;
    this.detail = detail;
    this.reader = new SampleReader(detail, limits::checkpoint);
  }

  Selections.Selection selection() {
    return selection;
  }

  SampleDetail detail() {
    return detail;
  }

  /** The series; the same list on each call. */
  List<Labels> labels() {
    return selection.labels(limits);
  }

  /** The samples of a series, until another one is asked for. */
  Samples of(int series) {
    if (series != loaded) {
      limits.checkpoint();
      load(series);
      loaded = series;
    }
    return samples;
  }

  private void load(int series) {
    loaded = NONE;
    limits.releaseBytes(heldBytes);
    heldBytes = 0;
    samples.clear();
    if (detail.starts()) {
      samples.keepStarts();
    }
    SampleCursor from = selection.found().samples(series, cursor);
    cursor = from;
    reader.startSeries();
    while (reader.next(from)) {
      if (reader.hasHistograms()) {
        appendHistograms();
      } else {
        hold(reader.count());
        samples.reserve(reader.count());
        appendFloats();
      }
    }
  }

  /** Of samples, only those of one window at a time count as such. */
  private void hold(int more) {
    long bytes = (long) more * QueryLimits.SAMPLE_BYTES;
    limits.holdBytes(bytes);
    heldBytes += bytes;
  }

  private void appendHistograms() {
    for (int k = 0; k < reader.count(); k++) {
      if (!reader.histograms[k].isStale()) {
        FloatHistogram histogram = reader.histograms[k].toFloat();
        hold(HistogramWeight.inSamples(histogram));
        samples.addHistogram(
            reader.timesMs[k], histogram, detail.starts() ? reader.startsMs[k] : 0);
      }
    }
  }

  private void appendFloats() {
    samples.size =
        detail.starts()
            ? append(reader.timesMs, reader.values, reader.startsMs, reader.count(), samples)
            : append(reader.timesMs, reader.values, reader.count(), samples);
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

  /** A reader of the same series for another thread. */
  SeriesSamples fork() {
    return new SeriesSamples(limits, selection, detail);
  }
}

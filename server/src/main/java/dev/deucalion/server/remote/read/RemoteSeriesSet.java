package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The series that a remote end answered with. */
final class RemoteSeriesSet implements SeriesSet {
  static final SeriesSet NONE = new RemoteSeriesSet(List.of(), 0, 0);

  private final List<RemoteSeries> series;
  private final long minTimeMs;
  private final long maxTimeMs;

  /**
   * Series of which samples in a range count.
   *
   * @param minTimeMs earliest time, inclusive
   * @param maxTimeMs latest time, inclusive
   */
  RemoteSeriesSet(List<RemoteSeries> series, long minTimeMs, long maxTimeMs) {
    this.series = series;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  @Override
  public int size() {
    return series.size();
  }

  @Override
  public Labels labels(int i) {
    return series.get(i).labels();
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    RemoteCursor cursor =
        reuse instanceof RemoteCursor used ? used : new RemoteCursor(minTimeMs, maxTimeMs);
    cursor.reset(series.get(i));
    return cursor;
  }
}

package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.MappedQuerier;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Start timestamps beside the samples of a store that is not given any. Read by many threads, but
 * not while it is changed.
 */
final class StartTimesOverlay {
  private final Map<Labels, Map<Long, Long>> startsMs = new HashMap<>();

  void clear() {
    startsMs.clear();
  }

  /** Says since when a sample counts; 0 for unknown. */
  void put(Labels labels, long timeMs, long startMs) {
    startsMs.computeIfAbsent(labels, key -> new HashMap<>()).put(timeMs, startMs);
  }

  /** The store with start timestamps. */
  Querier over(Queryable store, long minTimeMs, long maxTimeMs) {
    Querier querier = store.querier(minTimeMs, maxTimeMs);
    return startsMs.isEmpty() ? querier : new MappedQuerier(querier, OverlaidSeries::new);
  }

  private final class OverlaidSeries implements SeriesSet {
    private final SeriesSet set;

    private OverlaidSeries(SeriesSet set) {
      this.set = set;
    }

    @Override
    public int size() {
      return set.size();
    }

    @Override
    public Labels labels(int i) {
      return set.labels(i);
    }

    @Override
    public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
      SampleCursor inner = reuse instanceof OverlaidCursor(SampleCursor cursor, _) ? cursor : null;
      return new OverlaidCursor(
          set.samples(i, inner), startsMs.getOrDefault(set.labels(i), Map.of()));
    }
  }

  /**
   * @param startsMs start timestamps by the times of samples
   */
  private record OverlaidCursor(SampleCursor cursor, Map<Long, Long> startsMs)
      implements SampleCursor {
    @Override
    public int next(long[] timesMs, double[] values) {
      return cursor.next(timesMs, values);
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms) {
      return cursor.nextHistograms(timesMs, histograms);
    }

    @Override
    public int next(long[] timesMs, double[] values, long[] into) {
      return fill(cursor.next(timesMs, values), timesMs, into);
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms, long[] into) {
      return fill(cursor.nextHistograms(timesMs, histograms), timesMs, into);
    }

    private int fill(int count, long[] timesMs, long[] into) {
      for (int i = 0; i < count; i++) {
        into[i] = startsMs.getOrDefault(timesMs[i], 0L);
      }
      return count;
    }
  }
}

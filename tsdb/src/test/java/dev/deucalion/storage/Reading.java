package dev.deucalion.storage;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads whole series as maps that tests can compare: labels → time → bits of the value. */
public final class Reading {
  private Reading() {}

  public static SeriesSelector selector(long minTimeMs, long maxTimeMs, Matcher... matchers) {
    return new SeriesSelector(List.of(matchers), minTimeMs, maxTimeMs, false);
  }

  /** Everything in a range of time. */
  public static Map<Labels, Map<Long, Long>> all(Queryable store, long minTimeMs, long maxTimeMs) {
    return select(store, minTimeMs, maxTimeMs, Matcher.of(ALL, "__name__", ".*"));
  }

  private static final MatchType ALL = MatchType.REGEX;

  /** What matches in a range of time; series without a sample in it are left out. */
  public static Map<Labels, Map<Long, Long>> select(
      Queryable store, long minTimeMs, long maxTimeMs, Matcher... matchers) {
    try (Querier querier = store.querier(minTimeMs, maxTimeMs)) {
      return read(
          querier.select(List.of(selector(minTimeMs, maxTimeMs, matchers))).getFirst(), 100);
    }
  }

  /**
   * What matches in a range of time, histograms included: labels → time → bits of the value or
   * {@link HistogramContent}.
   */
  public static Map<Labels, NavigableMap<Long, Object>> samples(
      Queryable store, long minTimeMs, long maxTimeMs, Matcher... matchers) {
    try (Querier querier = store.querier(minTimeMs, maxTimeMs)) {
      return samples(querier.select(List.of(selector(minTimeMs, maxTimeMs, matchers))).getFirst());
    }
  }

  /** Reads a set through, histograms included. */
  public static Map<Labels, NavigableMap<Long, Object>> samples(SeriesSet set) {
    Map<Labels, NavigableMap<Long, Object>> result = new TreeMap<>();
    SampleCursor cursor = null;
    for (int i = 0; i < set.size(); i++) {
      cursor = set.samples(i, cursor);
      NavigableMap<Long, Object> samples = samples(cursor);
      if (!samples.isEmpty() && result.put(set.labels(i), samples) != null) {
        throw new AssertionError("series comes twice: " + set.labels(i));
      }
    }
    return result;
  }

  private static NavigableMap<Long, Object> samples(SampleCursor cursor) {
    NavigableMap<Long, Object> samples = MapCursor.read(cursor, 50);
    samples.replaceAll((timeMs, sample) ->
        sample instanceof Histogram histogram
            ? HistogramContent.of(histogram)
            : (Object) Double.doubleToRawLongBits((Double) sample));
    return samples;
  }

  /** Reads a set through with arrays of a length. */
  public static Map<Labels, Map<Long, Long>> read(SeriesSet set, int arrayLength) {
    Map<Labels, Map<Long, Long>> result = new TreeMap<>();
    long[] times = new long[arrayLength];
    double[] values = new double[arrayLength];
    SampleCursor cursor = null;
    for (int i = 0; i < set.size(); i++) {
      cursor = set.samples(i, cursor);
      Map<Long, Long> samples = new TreeMap<>();
      long last = Long.MIN_VALUE;
      for (int n; (n = cursor.next(times, values)) > 0; ) {
        for (int k = 0; k < n; k++) {
          if (!samples.isEmpty() && times[k] <= last) {
            throw new AssertionError("times do not increase: " + last + ", " + times[k]);
          }
          last = times[k];
          samples.put(times[k], Double.doubleToRawLongBits(values[k]));
        }
      }
      if (!samples.isEmpty() && result.put(set.labels(i), samples) != null) {
        throw new AssertionError("series comes twice: " + set.labels(i));
      }
    }
    return result;
  }
}

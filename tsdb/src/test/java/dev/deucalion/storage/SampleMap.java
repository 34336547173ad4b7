package dev.deucalion.storage;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads samples of all kinds as maps that tests can compare: labels → time → bits of a float as a
 * {@code Long}, or a histogram without its counter-reset hint.
 */
public final class SampleMap {
  private SampleMap() {}

  /** Everything in a range of time; series without a sample in it are left out. */
  public static Map<Labels, Map<Long, Object>> all(
      Queryable store, long minTimeMs, long maxTimeMs) {
    Matcher any = Matcher.of(MatchType.REGEX, "__name__", ".*");
    Map<Labels, Map<Long, Object>> result = new TreeMap<>();
    try (Querier querier = store.querier(minTimeMs, maxTimeMs)) {
      SeriesSet set =
          querier.select(List.of(Reading.selector(minTimeMs, maxTimeMs, any))).getFirst();
      SampleCursor cursor = null;
      for (int i = 0; i < set.size(); i++) {
        cursor = set.samples(i, cursor);
        Map<Long, Object> samples = read(cursor, 37);
        if (!samples.isEmpty()) {
          result.put(set.labels(i), samples);
        }
      }
    }
    return result;
  }

  /** The rest of a cursor, read with arrays of a length. */
  public static Map<Long, Object> read(SampleCursor cursor, int arrayLength) {
    NavigableMap<Long, Object> samples = MapCursor.read(cursor, arrayLength);
    samples.replaceAll((timeMs, sample) ->
        sample instanceof Histogram histogram
            ? comparable(histogram)
            : (Object) Double.doubleToRawLongBits((Double) sample));
    return samples;
  }

  /** A histogram without its hint and without empty buckets at its ends. */
  public static Object comparable(Histogram histogram) {
    return TestHistograms.plain(histogram);
  }
}

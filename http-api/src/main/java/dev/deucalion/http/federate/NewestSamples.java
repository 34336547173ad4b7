package dev.deucalion.http.federate;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the newest sample of each series; series that ended are left out. For one thread. */
final class NewestSamples {
  private static final int BATCH = 256;

  /**
   * A sample.
   *
   * @param histogram null for a float
   */
  record Newest(Labels series, long timeMs, double value, @Nullable FloatHistogram histogram) {}

  private final long[] timesMs = new long[BATCH];
  private final double[] values = new double[BATCH];
  private final Histogram[] histograms = new Histogram[BATCH];

  /** The samples of the series that all matchers of at least one list match, sorted by name. */
  List<Newest> find(
      Queryable store, List<List<Matcher>> selectors, long minTimeMs, long maxTimeMs) {
    List<SeriesSelector> asked =
        selectors.stream()
            .map(matchers -> new SeriesSelector(matchers, minTimeMs, maxTimeMs, true))
            .toList();
    List<Newest> found = new ArrayList<>();
    Set<Labels> seen = new HashSet<>();
    try (Querier querier = store.querier(minTimeMs, maxTimeMs)) {
      for (SeriesSet set : querier.select(asked)) {
        SampleCursor cursor = null;
        for (int i = 0; i < set.size(); i++) {
          cursor = set.samples(i, cursor);
          Labels series = set.labels(i);
          if (asked.size() == 1 || seen.add(series)) {
            add(series, cursor, found);
          }
        }
      }
    }
    found.sort((a, b) -> {
      int names = Utf8Order.compare(a.series().metricName(), b.series().metricName());
      return names != 0 ? names : a.series().compareTo(b.series());
    });
    return found;
  }

  private void add(Labels series, SampleCursor cursor, List<Newest> found) {
    Newest newest = null;
    int floats;
    int others;
    do {
      floats = cursor.next(timesMs, values);
      if (floats > 0) {
        newest = new Newest(series, timesMs[floats - 1], values[floats - 1], null);
      }
      others = cursor.nextHistograms(timesMs, histograms);
      if (others > 0) {
        FloatHistogram histogram = histograms[others - 1].toFloat();
        newest = new Newest(series, timesMs[others - 1], histogram.sum(), histogram);
      }
    } while (floats + others > 0);
    if (newest != null && !StaleMarker.isStale(newest.value())) {
      found.add(newest);
    }
  }
}

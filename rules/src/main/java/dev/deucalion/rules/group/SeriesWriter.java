package dev.deucalion.rules.group;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores the results of one rule and ends the series that it has no more. Knows the refs of the
 * series of the last time, so that the store need not look for them. One thread at a time.
 */
final class SeriesWriter {
  private final Appendable store;

  /** The series of the last time with their refs. */
  private Map<Labels, Long> written;

  SeriesWriter(Appendable store, Collection<Labels> known) {
    this.store = store;
    this.written = new HashMap<>();
    known.forEach(labels -> written.put(labels, Appender.NO_SERIES));
  }

  /** The series of the last time. */
  Collection<Labels> series() {
    return List.copyOf(written.keySet());
  }

  /**
   * Stores results, all at once.
   *
   * @param timeMs of stale markers
   * @return how many results were refused, by the reason
   * @throws IOException when the store failed; nothing is stored then
   */
  Map<AppendResult, Integer> write(List<Sample> results, long timeMs) throws IOException {
    Map<AppendResult, Integer> refused = new EnumMap<>(AppendResult.class);
    Map<Labels, Long> now = HashMap.newHashMap(results.size());
    try (Appender appender = store.appender()) {
      appender.inOrderOnly();
      for (Sample result : results) {
        long ref = ref(appender, result.labels());
        AppendResult outcome = append(appender, ref, result);
        if (outcome == AppendResult.UNKNOWN_SERIES) {
          ref = appender.seriesRef(result.labels());
          outcome = append(appender, ref, result);
        }
        if (outcome == AppendResult.APPENDED) {
          now.put(result.labels(), ref);
        } else {
          refused.merge(outcome, 1, Integer::sum);
        }
      }
      for (Labels before : written.keySet()) {
        if (!now.containsKey(before)) {
          end(appender, before, timeMs);
        }
      }
      appender.commit();
    }
    written = now;
    return refused;
  }

  private long ref(Appender appender, Labels labels) {
    long known = written.getOrDefault(labels, Appender.NO_SERIES);
    return known == Appender.NO_SERIES ? appender.seriesRef(labels) : known;
  }

  private static AppendResult append(Appender appender, long ref, Sample sample) {
    FloatHistogram histogram = sample.histogram();
    return histogram == null
        ? appender.append(ref, sample.timeMs(), sample.value())
        : appender.append(ref, sample.timeMs(), histogram);
  }

  /** A refusal is no fault: another rule may go on with the series. */
  static void end(Appender appender, Labels series, long timeMs) {
    appender.append(appender.seriesRef(series), timeMs, StaleMarker.VALUE);
  }
}

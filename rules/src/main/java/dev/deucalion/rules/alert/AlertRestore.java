package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds out, after a restart, since when alerts were there before it. The time during which the
 * server was down does not count, and an alert that would fire soon waits for a grace period, so
 * that what is needed for its end can be scraped before.
 *
 * @param fromMs from when on samples count, in milliseconds since the epoch
 * @param nowMs when the state is restored
 * @param gracePeriodMs least time from now until a restored alert fires
 */
public record AlertRestore(long fromMs, long nowMs, long gracePeriodMs) {
  private static final int BATCH = 120;

  /** The last sample of a series. */
  private record Last(long timeMs, double value) {}

  /** Whether alerts that are held back so long are restored; the others begin anew. */
  public boolean appliesTo(AlertTiming timing) {
    return timing.holdMs() >= gracePeriodMs;
  }

  /**
   * The alerts with the times since which they are there.
   *
   * @param querier of the time from {@link #fromMs} to {@link #nowMs}
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public AlertStates restore(
      AlertSeries series, AlertTiming timing, AlertStates states, Querier querier) {
    SeriesSelector selector = new SeriesSelector(series.sinceMatchers(), fromMs, nowMs, false);
    Map<Labels, Last> stored = lastSamples(querier.select(List.of(selector)).getFirst());
    return states.map(alert -> {
      Last last = stored.get(alert.labels());
      OptionalLong since =
          last == null ? OptionalLong.empty() : since(last.timeMs, last.value, timing.holdMs());
      return since.isPresent() ? alert.activeSince(since.getAsLong()) : alert;
    });
  }

  /**
   * Since when an alert counts as there.
   *
   * @param storedAtMs time of the last sample before the restart
   * @param value of that sample, the time since which the alert was there in seconds
   * @return nothing where the sample says that the alert was not there
   */
  OptionalLong since(long storedAtMs, double value, long holdMs) {
    if (StaleMarker.isStale(value)) {
      return OptionalLong.empty();
    }
    long downAtMs = Math.floorDiv(storedAtMs, 1_000L) * 1_000L;
    long sinceMs = ((long) value) * 1_000L;
    long leftMs = holdMs - (downAtMs - sinceMs);
    if (leftMs <= 0) {
      return OptionalLong.of(sinceMs);
    }
    if (leftMs < gracePeriodMs) {
      return OptionalLong.of(nowMs + gracePeriodMs - holdMs);
    }
    return OptionalLong.of(sinceMs + (nowMs - downAtMs));
  }

  private static Map<Labels, Last> lastSamples(SeriesSet found) {
    Map<Labels, Last> last = new HashMap<>();
    SampleCursor cursor = null;
    long[] timesMs = new long[BATCH];
    double[] values = new double[BATCH];
    for (int i = 0; i < found.size(); i++) {
      cursor = found.samples(i, cursor);
      Last newest = null;
      for (int n = cursor.next(timesMs, values); n > 0; n = cursor.next(timesMs, values)) {
        newest = new Last(timesMs[n - 1], values[n - 1]);
      }
      if (newest != null) {
        last.put(found.labels(i).withoutMetricName(), newest);
      }
    }
    return last;
  }
}

package dev.deucalion.server;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.restart.RestartFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a store has after some hours of scraping: counters, gauges and classic histograms, in blocks
 * and in the head.
 */
final class RehearsalData {
  /** What dashboards ask of such data. */
  static final List<String> QUERIES =
      List.of(
          "sum(rate(rehearsal_requests_total[5m]))",
          "sum by (job, code) (rate(rehearsal_requests_total[5m]))",
          "sum by (job) (rate(rehearsal_requests_total{code=~\"5..\"}[5m]))"
              + " / sum by (job) (rate(rehearsal_requests_total[5m]))",
          "histogram_quantile(0.99, sum by (le, job) (rate(rehearsal_seconds_bucket[5m])))",
          "histogram_quantile(0.5, sum by (le, job) (rate(rehearsal_seconds_bucket[5m])))",
          "rate(rehearsal_requests_total{pod=~\"pod-1.*\",code=\"200\"}[5m])",
          "topk(10, rehearsal_bytes)",
          "bottomk(5, rehearsal_bytes)",
          "max_over_time(rehearsal_bytes[1h])",
          "avg_over_time(rehearsal_bytes[10m])",
          "quantile_over_time(0.9, rehearsal_bytes[1h])",
          "rehearsal_bytes / on (pod) group_left sum by (pod) (rehearsal_requests_total)",
          "sum by (job) (rehearsal_requests_total{pod=~\"pod-2.*\"})",
          "count(rehearsal_requests_total) > 0",
          "max_over_time(rate(rehearsal_requests_total{code=\"200\"}[5m])[1h:1m])",
          "increase(rehearsal_requests_total{code=\"404\"}[1h]) or rehearsal_bytes * 2",
          "sum by (job) (rate(rehearsal_many_total[5m]))");

  /** So little that most of it is the request; of few series, and of few among many. */
  static final List<String> SMALL_QUERIES =
      List.of(
          "rate(rehearsal_requests_total{pod=~\"pod-7.*\",code=\"200\"}[5m])",
          "rate(rehearsal_many_total{pod=~\"pod-7-.*\",method=\"GET\",code=\"200\"}[5m])",
          "rate(rehearsal_many_total{code=\"200\",job=\"job-2\",pod=\"pod-77-3\"}[5m])",
          "count(rehearsal_many_total{code=\"500\",job=\"job-2\",method=\"GET\"}) > 0");

  /**
   * Little ones of other forms, so that what all queries pass through does not expect only those
   * above: one matcher, several arguments, steps at which there is nothing.
   */
  static final List<String> OTHER_SMALL_QUERIES =
      List.of(
          "topk(10, rehearsal_bytes)",
          "histogram_quantile(0.9, rate(rehearsal_seconds_bucket{pod=~\"pod-3|pod-5\"}[5m]) > 0)",
          "rehearsal_bytes{pod=\"pod-1\"} / on (pod) group_left"
              + " sum by (pod) (rehearsal_requests_total{pod=\"pod-1\"})",
          "max_over_time(rehearsal_bytes{job=\"job-1\"}[10m])");

  static final long HOURS = 4;
  static final long HOUR_MS = 3_600_000;

  /** So often that the JVM knows what is hot in a replay of some hundred thousand samples. */
  private static final int STARTS = 20;

  private static final int STARTS_PER_RESTART_FILE = 4;

  private static final long INTERVAL_MS = 15_000;
  private static final int PODS = 30;
  private static final List<String> CODES = List.of("200", "404", "500");

  /** So many that sets of them are bitmaps. */
  private static final int MANY = 5_000;

  private static final int MANY_PER_POD = 10;
  private static final int MANY_SAMPLES = 8;
  private static final long MANY_INTERVAL_MS = 60_000;
  private static final List<String> BOUNDS = List.of("0.1", "0.5", "1", "5", "+Inf");

  /** Series of a pod: counters, buckets, and one more. */
  private static final int SERIES_PER_POD = CODES.size() + BOUNDS.size() + 1;

  /**
   * Observations up to each bound, by job: of all sizes, some of them lost on the way, and too
   * large.
   */
  private static final int[][] BUCKETS = {
    {60, 90, 100, 100, 100}, {70, 50, 90, 40, 120}, {0, 0, 0, 0, 100}
  };

  /** Of so many intervals there is nothing to observe in the last ones. */
  private static final int SHIFT_INTERVALS = 160;

  private static final int BUSY_INTERVALS = 120;

  private RehearsalData() {}

  /** Fills a new directory with data up to a time. */
  static void write(Path directory, long nowMs) throws IOException {
    try (Tsdb store = Tsdb.open(directory, TsdbOptions.DEFAULTS)) {
      append(store, nowMs - HOURS * HOUR_MS, nowMs);
      appendMany(store, nowMs);
      store.compact();
    }
  }

  /**
   * Opens a store again and again, mostly as after a kill: with no restart file the whole log is
   * replayed.
   */
  static void replay(Path directory) throws IOException {
    for (int i = 0; i < STARTS; i++) {
      if (i % STARTS_PER_RESTART_FILE != 0) {
        Files.deleteIfExists(directory.resolve(RestartFile.NAME));
      }
      Tsdb.open(directory, TsdbOptions.DEFAULTS).close();
    }
  }

  /** Fills a store with data from one time up to another, exclusive. */
  static void append(Appendable store, long fromMs, long toMs) throws IOException {
    List<Labels> series = series();
    for (long t = fromMs; t < toMs; t += INTERVAL_MS) {
      try (Appender batch = store.appender()) {
        for (int i = 0; i < series.size(); i++) {
          batch.append(batch.seriesRef(series.get(i)), t, value(i, t / INTERVAL_MS));
        }
        batch.commit();
      }
    }
  }

  /** Adds many series with a few samples each, the last ones at a time. */
  static void appendMany(Appendable store, long toMs) throws IOException {
    for (int k = MANY_SAMPLES - 1; k >= 0; k--) {
      try (Appender batch = store.appender()) {
        for (int i = 0; i < MANY; i++) {
          batch.append(batch.seriesRef(many(i)), toMs - k * MANY_INTERVAL_MS, MANY_SAMPLES - k);
        }
        batch.commit();
      }
    }
  }

  private static Labels many(int i) {
    int pod = i / MANY_PER_POD;
    return Labels.of(
        "__name__",
        "rehearsal_many_total",
        "code",
        i % MANY_PER_POD == 0 ? "500" : "200",
        "job",
        "job-" + pod % 3,
        "method",
        i % 2 == 0 ? "GET" : "POST",
        "pod",
        "pod-" + pod + "-" + i % MANY_PER_POD);
  }

  private static List<Labels> series() {
    List<Labels> series = new ArrayList<>();
    for (int pod = 0; pod < PODS; pod++) {
      String job = "job-" + pod % 3;
      for (String code : CODES) {
        series.add(
            Labels.of(
                "__name__",
                "rehearsal_requests_total",
                "code",
                code,
                "job",
                job,
                "pod",
                "pod-" + pod));
      }
      for (String bound : BOUNDS) {
        series.add(
            Labels.of(
                "__name__",
                "rehearsal_seconds_bucket",
                "job",
                job,
                "le",
                bound,
                "pod",
                "pod-" + pod));
      }
      series.add(Labels.of("__name__", "rehearsal_bytes", "job", job, "pod", "pod-" + pod));
    }
    return series;
  }

  /**
   * Counters with steps of different sizes that begin anew now and then; some values with places.
   */
  private static double value(int series, long interval) {
    int pod = series / SERIES_PER_POD;
    int bucket = series % SERIES_PER_POD - CODES.size();
    if (bucket >= 0 && bucket < BOUNDS.size()) {
      return BUCKETS[pod % BUCKETS.length][bucket] * (double) busyIntervals(interval);
    }
    long sinceReset = (interval + 97L * series) % 1_000;
    return series % 3 == 0 ? sinceReset * 0.125 + series * 0.001 : sinceReset * (series % 7);
  }

  /** How many intervals there were with something to observe. */
  private static long busyIntervals(long interval) {
    return interval / SHIFT_INTERVALS * BUSY_INTERVALS
        + Math.min(interval % SHIFT_INTERVALS, BUSY_INTERVALS);
  }
}

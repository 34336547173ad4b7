package dev.deucalion.benchmarks.disk;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Fills the log of a data directory with hours of samples that end now, for servers that then make
 * blocks of them. Usage: {@code HoursOfLog directory series hours interval-seconds}.
 *
 * <p>Pods of 50 series each are scraped by twenty and at once. A tenth of them ends in each hour,
 * one after the other, and comes back under another name, with other series.
 */
public final class HoursOfLog {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final int HOURS_OF_A_POD = 10;
  private static final int PODS_PER_TARGET = 20;

  /** Courses of values for each shape; a series has one of them. */
  private static final int COURSES = 16;

  private static final Shape[] SHAPES = {
    Shape.INTEGER_COUNTER, Shape.INTEGER_GAUGE, Shape.CONSTANT, Shape.DECIMAL_GAUGE
  };

  private final int pods;
  private final int rounds;
  private final double roundsPerHour;
  private final double[][] values = new double[SHAPES.length * COURSES][];

  /** Refs of the series of each pod, and which of its lives they are of. */
  private final long[][] refs;

  private final int[] lives;

  private HoursOfLog(int series, int hours, long intervalMs) {
    pods = series / ClusterSeries.SERIES_PER_POD;
    rounds = Math.toIntExact(hours * HOUR_MS / intervalMs);
    roundsPerHour = (double) HOUR_MS / intervalMs;
    refs = new long[pods][ClusterSeries.SERIES_PER_POD];
    lives = new int[pods];
    Arrays.fill(lives, -1);
    for (int i = 0; i < values.length; i++) {
      values[i] = SHAPES[i % SHAPES.length].values(rounds, i);
    }
  }

  public static void main(String[] args) throws IOException {
    int series = Integer.parseInt(args[1]);
    int hours = Integer.parseInt(args[2]);
    long intervalMs = Duration.ofSeconds(Integer.parseInt(args[3])).toMillis();
    long endMs = Clock.SYSTEM.nowMs() / intervalMs * intervalMs;
    // No range of the head ends, so nothing leaves the log.
    TsdbOptions options = TsdbOptions.DEFAULTS.withChunkRangeMs(TsdbOptions.MAX_CHUNK_RANGE_MS);
    try (Tsdb tsdb = Tsdb.open(Path.of(args[0]), options)) {
      HoursOfLog log = new HoursOfLog(series, hours, intervalMs);
      for (int round = 0; round < log.rounds; round++) {
        log.scrapeAll(tsdb, round, endMs - (log.rounds - round) * intervalMs);
      }
    }
  }

  private void scrapeAll(Tsdb tsdb, int round, long timeMs) throws IOException {
    for (int firstPod = 0; firstPod < pods; firstPod += PODS_PER_TARGET) {
      try (Appender appender = tsdb.appender()) {
        int end = Math.min(pods, firstPod + PODS_PER_TARGET);
        for (int pod = firstPod; pod < end; pod++) {
          scrape(appender, pod, round, timeMs);
        }
        appender.commit();
      }
    }
  }

  private void scrape(Appender appender, int pod, int round, long timeMs) {
    int life = life(pod, round);
    if (lives[pod] != life) {
      lives[pod] = life;
      int firstSeries = (life * pods + pod) * ClusterSeries.SERIES_PER_POD;
      for (int i = 0; i < ClusterSeries.SERIES_PER_POD; i++) {
        refs[pod][i] = appender.seriesRef(ClusterSeries.labels(firstSeries + i));
      }
    }
    for (int i = 0; i < ClusterSeries.SERIES_PER_POD; i++) {
      double value = values[(pod * ClusterSeries.SERIES_PER_POD + i) % values.length][round];
      Stores.mustBeAppended(appender.append(refs[pod][i], timeMs, value));
    }
  }

  /** How often a pod came back until a round. */
  private int life(int pod, int round) {
    double firstEndHour = pod % HOURS_OF_A_POD + (double) pod / pods;
    return (int) Math.floor((round / roundsPerHour - firstEndHour) / HOURS_OF_A_POD) + 1;
  }
}

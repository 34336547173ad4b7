package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loss of power takes what was written in the last second at most, by a clock that is turned. */
class SyncDelayTest {
  private static final Path DIR = Path.of("/data");
  private static final Labels UP = Labels.of("__name__", "up");
  private static final Labels LATE = Labels.of("__name__", "late");
  private static final long FROM_MS = 1_000_000;
  private static final long WINDOW_MS = 3_600_000;
  private static final long DELAY_MS = 1_000;
  private static final int BATCHES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSyncDelayMs(DELAY_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(WINDOW_MS));

  private final TurnedTime time = new TurnedTime();

  /** Batches by the time at which they were acknowledged: how many there were then. */
  private final NavigableMap<Long, Integer> acknowledged = new TreeMap<>();

  private Tsdb open(SimulatedFiles files) throws IOException {
    TsdbEnvironment environment = new TsdbEnvironment(() -> 0, files, new Random(1), 1);
    return Tsdb.open(DIR, OPTIONS, environment.withTicker(time));
  }

  /** A sample in order, and one that comes late unless it is the first. */
  private static void append(Tsdb tsdb, int batchNumber) throws IOException {
    long timeMs = FROM_MS + 1_000L * batchNumber;
    try (Appender batch = tsdb.appender()) {
      assertThat(batch.append(batch.seriesRef(UP), timeMs, 1)).isEqualTo(AppendResult.APPENDED);
      assertThat(batch.append(batch.seriesRef(LATE), FROM_MS - batchNumber, 1))
          .isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
  }

  /** How many batches a start after a loss of power has; each is there as a whole. */
  private int durable(SimulatedFiles files) throws IOException {
    try (Tsdb tsdb = open(files.afterPowerLoss())) {
      Map<Labels, Map<Long, Long>> found = Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
      int batches = found.getOrDefault(UP, Map.of()).size();
      assertThat(found.getOrDefault(LATE, Map.of())).hasSize(batches);
      return batches;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsASecondOldIsDurable(long seed) throws IOException {
    Random random = new Random(seed);
    SimulatedFiles files = new SimulatedFiles(seed);
    try (Tsdb tsdb = open(files)) {
      for (int i = 0; i < BATCHES; i++) {
        append(tsdb, i);
        acknowledged.put(time.nowMs(), i + 1);
        time.pass(random.nextInt(4) == 0 ? 0 : random.nextInt(700));
        int due =
            acknowledged.headMap(time.nowMs() - DELAY_MS, true).values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        await("seed %d, batch %d: %d are due".formatted(seed, i, due))
            .atMost(PATIENCE)
            .until(() -> durable(files) >= due);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999})
  void beforeASecondHasPassedNothingIsSynced(long passedMs) throws IOException {
    SimulatedFiles files = new SimulatedFiles(7);
    try (Tsdb tsdb = open(files)) {
      long syncsBefore = tsdb.stats().log().fsyncs().count();
      append(tsdb, 0);
      time.pass(passedMs);
      append(tsdb, 1);
      assertThat(tsdb.stats().log().fsyncs().count()).isEqualTo(syncsBefore);
      time.pass(DELAY_MS - passedMs);
      await().atMost(PATIENCE).until(() -> durable(files) == 2);
    }
  }
}

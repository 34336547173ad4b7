package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Late samples that were deleted do not come back from the log of such samples when the record of
 * the deletion has left the other one.
 */
class DeletedLateSamplesTest {
  private static final Path DIR = Path.of("/data");
  private static final Path LATE_DIR = DIR.resolve("wbl");
  private static final Labels UP = Labels.of("__name__", "up");
  private static final Matcher ALL = Matcher.equal("__name__", "up");
  private static final long RANGE_MS = 10_000;
  private static final int RANGES = 12;

  /** Of many losses of power one leaves the old segments there, unless that cannot be. */
  private static final int LOSSES = 30;

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSyncDelayMs(0)
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(5_000));

  private final SimulatedFiles files = new SimulatedFiles(9);

  private static Tsdb open(SimulatedFiles in) throws IOException {
    return Tsdb.open(DIR, OPTIONS, new TsdbEnvironment(() -> 0, in, new Random(1), 1));
  }

  private static void append(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      assertThat(batch.append(batch.seriesRef(UP), timeMs, 1)).isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
  }

  private static Map<Labels, NavigableMap<Long, Object>> samples(Tsdb tsdb) {
    return Reading.samples(tsdb, Long.MIN_VALUE, Long.MAX_VALUE, ALL);
  }

  /** Appends a late sample and deletes it. */
  private static void deleteLate(Tsdb tsdb) throws IOException {
    append(tsdb, 9_000);
    append(tsdb, 6_000);
    tsdb.delete(5_000, 7_000, List.of(ALL));
    assertThat(samples(tsdb).get(UP)).containsOnlyKeys(9_000L);
  }

  /** The series goes on until the log has let go of its beginning. */
  private static void goOn(Tsdb tsdb) throws IOException {
    for (int range = 1; range < RANGES; range++) {
      append(tsdb, range * RANGE_MS);
      append(tsdb, range * RANGE_MS + RANGE_MS / 2);
      try {
        tsdb.compact();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("refused");
      }
    }
    assertThat(tsdb.stats().log().checkpoints().created()).isPositive();
  }

  @Test
  void lossOfPower() throws Exception {
    try (Tsdb tsdb = open(files)) {
      deleteLate(tsdb);
      goOn(tsdb);
      for (int i = 0; i < LOSSES; i++) {
        try (Tsdb left = open(files.afterPowerLoss())) {
          assertThat(samples(left)).as("loss %d", i).isEqualTo(samples(tsdb));
        }
      }
    }
  }

  @Test
  void segmentsThatCannotBeDeleted() throws Exception {
    try (Tsdb tsdb = open(files)) {
      deleteLate(tsdb);
      files.watch((operation, path) -> {
        if (operation == Operation.DELETE && path.startsWith(LATE_DIR)) {
          throw new IOException("refused");
        }
      });
      goOn(tsdb);
      assertThat(files.list(LATE_DIR)).contains("00000000");
      try (Tsdb left = open(files.afterKill())) {
        assertThat(samples(left)).isEqualTo(samples(tsdb));
      }
      files.watch((operation, path) -> {});
      goOnOnce(tsdb);
      assertThat(files.list(LATE_DIR)).doesNotContain("00000000");
    }
  }

  private static void goOnOnce(Tsdb tsdb) throws IOException {
    append(tsdb, (RANGES + 1) * RANGE_MS);
    append(tsdb, (RANGES + 2) * RANGE_MS);
    tsdb.compact();
  }
}

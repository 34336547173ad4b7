package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.CrashingFiles;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stops the world at every operation on files in turn, in the midst of a seeded run of batches over
 * several openings, and looks at what a restart finds: all batches that were acknowledged, and no
 * part of one that was not, but for the last, which may be there whole.
 */
class CrashTest {
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSegmentBytes(32 << 10)
          .withChunkRangeMs(20_000)
          .withWalSyncDelayMs(0)
          .withLockFile(TsdbOptions.LockFile.NONE);

  @TempDir private Path dir;

  private final Map<Labels, Map<Long, Long>> committed = new TreeMap<>();
  private Map<Labels, Map<Long, Long>> attempted = new TreeMap<>();

  private void run(Path at, FileOps files, long seed) throws IOException {
    Random random = new Random(seed);
    long time = 0;
    for (int opening = 0; opening < 3; opening++) {
      try (Tsdb tsdb = Tsdb.open(at, OPTIONS, Clock.SYSTEM, files)) {
        for (int b = 0; b < 12; b++) {
          time += 1000;
          commitBatch(tsdb, random, time, b);
        }
      }
    }
  }

  private void commitBatch(Tsdb tsdb, Random random, long time, int b) throws IOException {
    attempted = new TreeMap<>();
    committed.forEach((labels, samples) -> attempted.put(labels, new TreeMap<>(samples)));
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < 200; i++) {
        if (random.nextInt(3) > 0) {
          Labels labels = Labels.of("__name__", "m" + i, "generation", "g" + b / 6);
          double value = random.nextGaussian();
          batch.append(batch.seriesRef(labels), time, value);
          attempted
              .computeIfAbsent(labels, l -> new TreeMap<>())
              .put(time, Double.doubleToRawLongBits(value));
        }
      }
      batch.commit();
    }
    committed.clear();
    committed.putAll(attempted);
  }

  @Test
  void everyOperationMayBeTheLast() throws Exception {
    boolean struck = true;
    int n = 0;
    for (; struck; n++) {
      committed.clear();
      attempted = new TreeMap<>();
      Path at = dir.resolve("n" + n);
      CrashingFiles files = new CrashingFiles(CrashingFiles.Mode.CRASH, n, 100 + n);
      try {
        run(at, files, 7);
      } catch (IOException e) {
        assertThat(files.hasStruck()).as("operation %d: %s", n, e).isTrue();
      }
      struck = files.hasStruck();
      try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
        var found = Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(found.equals(committed) || found.equals(attempted))
            .as("crash at operation %d", n)
            .isTrue();
      }
      assertThat(StoreChecker.problems(FileOps.SYSTEM, at)).as("crash at %d", n).isEmpty();
    }
    assertThat(n).isGreaterThan(100);
  }

  @Test
  void fullDiskRefusesBatchesUntilThereIsRoom() throws Exception {
    for (int n = 30; n < 80; n += 3) {
      committed.clear();
      Path at = dir.resolve("full" + n);
      CrashingFiles files = new CrashingFiles(CrashingFiles.Mode.DISK_FULL, n, n);
      Random random = new Random(n);
      try (Tsdb tsdb = Tsdb.open(at, OPTIONS, Clock.SYSTEM, files)) {
        int refused = 0;
        for (int b = 0; b < 50; b++) {
          try {
            commitBatch(tsdb, random, b * 1000L, b);
          } catch (IOException e) {
            refused++;
            if (refused == 5) {
              files.makeRoom();
            }
          }
          assertThat(Reading.all(tsdb, 0, Long.MAX_VALUE)).as("n %d", n).isEqualTo(committed);
        }
        assertThat(refused).as("n %d", n).isBetween(5, 6);
        assertThat(tsdb.stats().log().writesFailed()).isEqualTo(refused);
      }
      try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
        assertThat(tsdb.stats().log().corruptions()).as("n %d", n).isZero();
        assertThat(Reading.all(tsdb, 0, Long.MAX_VALUE)).as("n %d", n).isEqualTo(committed);
      }
    }
  }
}

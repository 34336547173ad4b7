package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.restart.RestartFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A series goes and comes back, so that the log knows it by two refs. */
class SecondRefsTest {
  private static final long RANGE_MS = 100_000;
  private static final Labels COMES_BACK = Labels.of("__name__", "comes_back");

  /** One segment a run of the store: the first checkpoint is made when there are several. */
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(CompactionOptions.DEFAULTS.withSchedule(Schedule.MANUAL));

  @TempDir private Path dir;

  private static void append(Tsdb tsdb, Labels labels, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 1_000) {
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(labels), timeMs, 1 / (double) (timeMs + 1));
        batch.commit();
      }
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Leaves a log in which a series has two refs, and head chunks under the second one. */
  private void makeSecondRef() throws IOException {
    Labels always = Labels.of("__name__", "always");
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, COMES_BACK, 0, 10_000);
      append(tsdb, always, 10_000, 160_000);
      tsdb.compact();
      assertThat(tsdb.stats().head().series()).isEqualTo(1);
      append(tsdb, COMES_BACK, 165_000, 235_000);
    }
    RestartFile.delete(FileOps.SYSTEM, dir);
  }

  @Test
  void checkpointsKeepWhatIsUnderTheSecondRef() throws Exception {
    makeSecondRef();
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, COMES_BACK, 235_000, 240_000);
    }
    RestartFile.delete(FileOps.SYSTEM, dir);
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, COMES_BACK, 240_000, 280_000);
      tsdb.compact();
      assertThat(tsdb.stats().log().checkpoints().created()).isPositive();
      expected = all(tsdb);
    }
    RestartFile.delete(FileOps.SYSTEM, dir);
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb)).isEqualTo(expected);
    }
  }

  /** A start from a restart file does not see what the log before it says. */
  @Test
  void checkpointsKeepItAfterAStartFromARestartFile() throws Exception {
    makeSecondRef();
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, COMES_BACK, 235_000, 240_000);
    }
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, COMES_BACK, 240_000, 280_000);
      tsdb.compact();
      assertThat(tsdb.stats().log().checkpoints().created()).isPositive();
      expected = all(tsdb);
    }
    RestartFile.delete(FileOps.SYSTEM, dir);
    FileOps files = FileOps.SYSTEM;
    for (String name : files.list(dir.resolve("chunks_head"))) {
      files.delete(dir.resolve("chunks_head").resolve(name));
    }
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb)).isEqualTo(expected);
    }
  }

  @Test
  void restartFilesDoNotHideWhatIsUnderTheSecondRef() throws Exception {
    makeSecondRef();
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, COMES_BACK, 235_000, 240_000);
      expected = all(tsdb);
    }
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb)).isEqualTo(expected);
    }
  }
}

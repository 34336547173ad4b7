package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.restart.RestartFile;
import dev.deucalion.tsdb.wal.ReplayProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed is there after a restart. */
class RestartTest {
  private static final TsdbOptions SMALL =
      TsdbOptions.DEFAULTS.withWalSegmentBytes(64 << 10).withChunkRangeMs(600_000);

  @TempDir private Path dir;

  private static Labels series(int i) {
    return Labels.of("__name__", "metric_" + i % 7, "instance", "host-" + i);
  }

  private static void append(Tsdb tsdb, Random random, int batches, long fromMs)
      throws IOException {
    for (int b = 0; b < batches; b++) {
      try (Appender batch = tsdb.appender()) {
        for (int i = random.nextInt(100); i >= 0; i--) {
          double value = random.nextBoolean() ? random.nextInt(1000) : random.nextGaussian();
          batch.append(batch.seriesRef(series(i)), fromMs + b * 1000L, value);
        }
        batch.commit();
      }
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void everythingIsThereAgain() throws Exception {
    Random random = new Random(11);
    Map<Labels, Map<Long, Long>> expected = Map.of();
    for (int run = 0; run < 4; run++) {
      try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
        assertThat(all(tsdb)).as("run %d", run).isEqualTo(expected);
        assertThat(tsdb.stats().log().corruptions()).isZero();
        append(tsdb, random, 300, run * 1_000_000L);
        expected = all(tsdb);
        assertThat(tsdb.stats().log().segment()).isGreaterThan(run);
        assertThat(tsdb.stats().head().chunkFiles().bytes()).isPositive();
      }
    }
    assertThat(expected).hasSize(100);
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir)).isEmpty();
    damage(dir.resolve("wal/00000000"));
    damage(dir.resolve("chunks_head/000001"));
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("00000000: at offset"))
        .anyMatch(problem -> problem.contains("000001: at offset"));
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[500] ^= 16;
    Files.write(file, bytes);
  }

  @Test
  void refsStayTheSame() throws Exception {
    long[] refs = new long[50];
    for (int run = 0; run < 3; run++) {
      try (Tsdb tsdb = Tsdb.open(dir, SMALL);
          Appender batch = tsdb.appender()) {
        for (int i = 0; i < refs.length; i++) {
          long ref = batch.seriesRef(series(i));
          if (run > 0) {
            assertThat(ref).isEqualTo(refs[i]);
          }
          refs[i] = ref;
          batch.append(ref, run, run);
        }
        batch.commit();
      }
    }
  }

  @Test
  void uncompressedLogIsReadToo() throws Exception {
    TsdbOptions plain = SMALL.withWalCompression(TsdbOptions.WalCompression.NONE);
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = Tsdb.open(dir, plain)) {
      append(tsdb, new Random(5), 200, 0);
      expected = all(tsdb);
    }
    try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
      assertThat(all(tsdb)).isEqualTo(expected);
    }
  }

  @Test
  void secondOpeningOfTheSameDirectoryFails() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
      assertThat(Files.readString(dir.resolve("lock")))
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
      assertThatThrownBy(() -> Tsdb.open(dir, SMALL))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      Tsdb.open(dir.resolve("other"), SMALL).close();
      assertThat(tsdb.stats().head().series()).isZero();
    }
    Tsdb.open(dir, SMALL).close();
  }

  @Test
  void knowsWhetherTheOneBeforeEndedCleanly() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
      assertThat(tsdb.stats().start().kind()).isEqualTo(StartKind.CLEAN);
    }
    assertThat(dir.resolve("lock")).doesNotExist();
    Files.writeString(dir.resolve("lock"), "12345");
    Tsdb unclean = Tsdb.open(dir, SMALL);
    assertThat(unclean.stats().start().kind()).isEqualTo(StartKind.UNCLEAN);
    assertThatThrownBy(() -> Tsdb.open(dir, SMALL)).hasMessageContaining("in use");
    assertThat(dir.resolve("lock")).exists();
    unclean.close();
    TsdbOptions unguarded = SMALL.withLockFile(TsdbOptions.LockFile.NONE);
    try (Tsdb tsdb = Tsdb.open(dir, unguarded)) {
      assertThat(tsdb.stats().start().kind()).isEqualTo(StartKind.UNKNOWN);
      assertThat(dir.resolve("lock")).doesNotExist();
    }
    unclean.close();
    assertThat(Tsdb.inMemory().stats().start().kind()).isEqualTo(StartKind.UNKNOWN);
  }

  @Test
  void tellsHowFarTheReplayIs() throws Exception {
    ReplayProgress fresh = new ReplayProgress();
    assertThat(fresh.segments()).isEqualTo(new ReplayProgress.Segments(0, 0, 0));
    try (Tsdb tsdb = Tsdb.open(dir, SMALL, TsdbEnvironment.SYSTEM, fresh)) {
      assertThat(fresh.segments()).isEqualTo(new ReplayProgress.Segments(0, 0, 0));
      append(tsdb, new Random(2), 600, 0);
    }
    RestartFile.delete(FileOps.SYSTEM, dir);
    ReplayProgress again = new ReplayProgress();
    try (Tsdb tsdb = Tsdb.open(dir, SMALL, TsdbEnvironment.SYSTEM, again)) {
      long segment = tsdb.stats().log().segment();
      assertThat(segment).isGreaterThan(1);
      assertThat(again.segments()).isEqualTo(new ReplayProgress.Segments(0, segment, segment));
    }
  }

  @Test
  void aReplayCanBeCancelledAndRunAgain() throws Exception {
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
      append(tsdb, new Random(8), 300, 0);
      expected = all(tsdb);
    }
    ReplayProgress cancelled = new ReplayProgress();
    cancelled.cancel();
    assertThatThrownBy(() -> Tsdb.open(dir, SMALL, TsdbEnvironment.SYSTEM, cancelled))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("the replay of the write-ahead log was cancelled");
    assertThat(cancelled.segments().current()).isZero();
    try (Tsdb tsdb = Tsdb.open(dir, SMALL)) {
      assertThat(all(tsdb)).isEqualTo(expected);
      assertThat(tsdb.stats().log().corruptions()).isZero();
      assertThat(tsdb.stats().start().kind()).isEqualTo(StartKind.CLEAN);
    }
  }

  @Test
  void closedStoreSaysSo() throws Exception {
    Tsdb tsdb = Tsdb.open(dir, SMALL);
    Appender batch = tsdb.appender();
    batch.append(batch.seriesRef(series(1)), 1, 1);
    tsdb.close();
    tsdb.close();
    assertThatThrownBy(batch::commit).hasMessageContaining("closed");
    assertThatThrownBy(tsdb::appender).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tsdb.querier(0, 1)).isInstanceOf(IllegalStateException.class);
  }
}

package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed is there after a restart, and refs go on where they were. */
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
        assertThat(tsdb.stats().head().chunkFileBytes()).isPositive();
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

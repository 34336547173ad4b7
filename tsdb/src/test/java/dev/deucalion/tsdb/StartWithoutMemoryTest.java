package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A start that runs out of memory, wherever that is, lets go of all that it took: its files, its
 * threads and the lock of the directory.
 */
class StartWithoutMemoryTest {
  private static final Path DIR = Path.of("/data");
  private static final long RANGE_MS = 20_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSegmentBytes(32 << 10)
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(RANGE_MS));

  /** Has everything that a start reads: blocks, full chunks, a restart file and both logs. */
  private static SimulatedFiles filled() throws IOException {
    SimulatedFiles files = new SimulatedFiles(1);
    try (Tsdb tsdb = open(files, 1)) {
      for (int i = 0; i < 300; i++) {
        append(tsdb, "intime", 200L * i);
        append(tsdb, "late", 200L * i - (i % 10 == 9 ? 1_000 : 0));
      }
      tsdb.compact();
      append(tsdb, "intime", 60_000);
      assertThat(tsdb.blocks()).isNotEmpty();
    }
    return files;
  }

  private static Tsdb open(SimulatedFiles files, int threads) throws IOException {
    return Tsdb.open(DIR, OPTIONS, new TsdbEnvironment(() -> 0, files, new Random(1), threads));
  }

  private static void append(Tsdb tsdb, String name, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", name)), timeMs, Math.sin((double) timeMs));
      batch.commit();
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Whether a start whose memory ends at an operation on files failed. */
  private static boolean failsAt(int operation, SimulatedFiles files, int threads)
      throws IOException {
    int[] operations = {0};
    files.watch((what, path) -> {
      if (operations[0]++ == operation) {
        throw new OutOfMemoryError("test");
      }
    });
    try (Tsdb opened = open(files, threads)) {
      files.watch((what, path) -> {});
      assertThat(opened.stats().head().series()).isPositive();
      return operations[0] > operation;
    } catch (OutOfMemoryError e) {
      return true;
    } finally {
      files.watch((what, path) -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void allIsLetGoOf(int threads) throws IOException {
    SimulatedFiles filled = filled();
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = open(filled.afterKill(), threads)) {
      expected = all(tsdb);
    }
    int operation = 0;
    boolean failed = true;
    for (; failed; operation++) {
      SimulatedFiles files = filled.afterKill();
      failed = failsAt(operation, files, threads);
      assertThat(files.held()).as("files and mappings, operation %d", operation).isZero();
      try (Tsdb again = open(files, threads)) {
        assertThat(all(again)).as("operation %d", operation).isEqualTo(expected);
      }
    }
    assertThat(operation).isGreaterThan(20);
  }
}

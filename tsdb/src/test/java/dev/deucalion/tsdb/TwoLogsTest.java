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
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A batch with a late sample is in the store if and only if the write-ahead log has it. Batch
 * {@code i} has a sample of one series in order, {@code i} seconds later than the first, and one of
 * another series, {@code i} seconds earlier.
 */
class TwoLogsTest {
  private static final Path DIR = Path.of("/data");
  private static final Path LOG = DIR.resolve("wal/00000000");
  private static final Path LATE_DIR = DIR.resolve("wbl");
  private static final Path LATE_LOG = LATE_DIR.resolve("00000000");
  private static final long START_MS = 100_000;

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSyncDelayMs(0)
          .withChunkRangeMs(10_000)
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(80_000));

  private final SimulatedFiles files = new SimulatedFiles(9);

  private static Tsdb open(SimulatedFiles in) throws IOException {
    return Tsdb.open(DIR, OPTIONS, new TsdbEnvironment(() -> 0, in, new Random(1), 1));
  }

  private static void append(Tsdb tsdb, int i) throws IOException {
    try (Appender batch = tsdb.appender()) {
      add(batch, "intime", START_MS + 1000L * i);
      add(batch, "late", START_MS - 1000L * i);
      batch.commit();
    }
  }

  private static void add(Appender batch, String name, long timeMs) {
    assertThat(batch.append(batch.seriesRef(Labels.of("__name__", name)), timeMs, 1))
        .isEqualTo(AppendResult.APPENDED);
  }

  /** Which batches have their sample of a series there. */
  private static List<Integer> batches(Tsdb tsdb, String name) {
    List<Integer> found = new ArrayList<>();
    Reading.samples(tsdb, 0, 2 * START_MS, Matcher.equal("__name__", name))
        .values()
        .forEach(samples ->
            samples.keySet().forEach(ms -> found.add((int) Math.abs(ms - START_MS) / 1000)));
    found.sort(null);
    return found;
  }

  private static void checkBatches(Tsdb tsdb, int count) {
    List<Integer> expected = IntStream.range(0, count).boxed().toList();
    assertThat(batches(tsdb, "intime")).isEqualTo(expected);
    assertThat(batches(tsdb, "late")).isEqualTo(expected);
  }

  /** The store has the first batches, takes another, and still has all when it is opened again. */
  private static void check(SimulatedFiles left, int count) throws IOException {
    try (Tsdb tsdb = open(left)) {
      checkBatches(tsdb, count);
      append(tsdb, count);
    }
    try (Tsdb tsdb = open(left)) {
      checkBatches(tsdb, count + 1);
    }
    assertThat(left.held()).isZero();
  }

  /** Commits batches and looks at what is left when the process is killed then. */
  private SimulatedFiles killedAfter(int count) throws IOException {
    try (Tsdb tsdb = open(files)) {
      for (int i = 0; i < count; i++) {
        append(tsdb, i);
      }
      return files.afterKill();
    }
  }

  private static void cut(SimulatedFiles in, Path file, long bytes) throws IOException {
    try (WritableFile writable = in.openForWriting(file)) {
      writable.setSize(bytes);
    }
  }

  @AfterEach
  void nothingIsOpen() {
    assertThat(files.held()).isZero();
  }

  @Test
  void killedBetweenTheTwoWrites() throws Exception {
    List<SimulatedFiles> left = new ArrayList<>();
    try (Tsdb tsdb = open(files)) {
      append(tsdb, 0);
      append(tsdb, 1);
      files.watch((operation, path) -> {
        if (operation == Operation.WRITE && path.startsWith(LATE_DIR)) {
          left.add(files.afterKill());
        }
      });
      append(tsdb, 2);
      files.watch((operation, path) -> {});
    }
    assertThat(left).hasSize(1);
    check(left.getFirst(), 3);
  }

  @Test
  void theWriteAheadLogLostItsEnd() throws Exception {
    SimulatedFiles left = killedAfter(3);
    cut(left, LOG, left.size(LOG) - 1);
    check(left, 2);
  }

  @Test
  void theLateLogLostItsEnd() throws Exception {
    SimulatedFiles left = killedAfter(4);
    cut(left, LATE_LOG, left.size(LATE_LOG) / 2);
    check(left, 4);
  }

  @Test
  void theLateLogIsGone() throws Exception {
    SimulatedFiles left = killedAfter(4);
    left.delete(LATE_LOG);
    left.delete(LATE_DIR);
    check(left, 4);
  }

  @Test
  void aBitOfTheLateLogTurned() throws Exception {
    SimulatedFiles left = killedAfter(4);
    left.flipBit(LATE_LOG, left.size(LATE_LOG) / 2, 3);
    check(left, 4);
  }

  /** What went into blocks and was deleted there is still in the write-ahead log. */
  @Test
  void whatWasDeletedFromBlocksStaysAway() throws Exception {
    Matcher late = Matcher.equal("__name__", "late");
    try (Tsdb tsdb = open(files)) {
      for (int i = 0; i < 30; i++) {
        append(tsdb, i);
      }
      tsdb.compact();
      assertThat(tsdb.blocks()).isNotEmpty();
      tsdb.delete(0, 2 * START_MS, List.of(late));
      tsdb.cleanTombstones();
      assertThat(batches(tsdb, "late")).isEmpty();
    }
    for (int opening = 0; opening < 2; opening++) {
      try (Tsdb tsdb = open(files)) {
        assertThat(batches(tsdb, "late")).isEmpty();
        assertThat(batches(tsdb, "intime")).hasSize(30);
      }
    }
  }
}

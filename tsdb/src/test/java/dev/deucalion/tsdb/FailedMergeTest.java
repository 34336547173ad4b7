package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Overlapping;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Merging blocks fails: what failed by the disk is tried again, what failed by a damaged block is
 * marked and left alone. Both are counted, and all that is not damaged is served meanwhile.
 */
class FailedMergeTest {
  private static final Path DIR = Path.of("/data");
  private static final long RANGE_MS = 100_000;
  private static final int SERIES = 3;
  private static final CompactionOptions MANUAL =
      CompactionOptions.DEFAULTS.withMaxBlockRangeMs(3 * RANGE_MS).withSchedule(Schedule.MANUAL);

  private final SimulatedFiles files = new SimulatedFiles(1);
  private final Random random = new Random(1);

  private Tsdb open(CompactionOptions compaction) throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withChunkRangeMs(RANGE_MS)
            .withCompaction(compaction)
            .withReloadable(
                ReloadableOptions.DEFAULTS
                    .withOutOfOrderWindowMs(10 * RANGE_MS)
                    .withRetention(RetentionLimits.NONE));
    return Tsdb.open(DIR, options, new TsdbEnvironment(() -> 0, files, random, 1));
  }

  private static void append(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < SERIES; i++) {
        long ref = batch.seriesRef(Labels.of("__name__", "m", "i", String.valueOf(i)));
        assertThat(batch.append(ref, timeMs, Math.sin((double) timeMs) + i))
            .isEqualTo(AppendResult.APPENDED);
      }
      batch.commit();
    }
  }

  private static void fill(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 1000) {
      append(tsdb, timeMs);
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static List<Long> starts(Tsdb tsdb) {
    return tsdb.blocks().stream().map(BlockMeta::minTimeMs).toList();
  }

  private static List<Long> failed(Tsdb tsdb) {
    return tsdb.blocks().stream()
        .filter(meta -> meta.compaction().failed())
        .map(BlockMeta::minTimeMs)
        .toList();
  }

  /** Three blocks of one longer range; the next block makes them due. */
  private void makeThreeBlocks(Tsdb tsdb) throws IOException {
    fill(tsdb, 0, 370_000);
    tsdb.compact();
    assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L);
  }

  /** Turns a bit of the samples of a block's first chunk round, while nobody has it open. */
  private Path damage(String ulid) throws IOException {
    Path chunks = DIR.resolve(ulid).resolve("chunks/000001");
    files.flipBit(chunks, 20, 3);
    return chunks;
  }

  /** Lets operations on blocks fail that are being written, but for the first block. */
  private void failAfterOneBlock(Operation failing) {
    Set<Path> blocks = new HashSet<>();
    files.watch((operation, path) -> {
      for (Path at = path; at != null; at = at.getParent()) {
        if (at.toString().endsWith(BlockWriter.CREATION_SUFFIX)) {
          blocks.add(at);
          if (blocks.size() > 1 && operation == failing) {
            throw new IOException("Input/output error: " + operation + " " + path);
          }
        }
      }
    });
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CREATE", "WRITE", "WRITE_REST", "SYNC", "RENAME"})
  void whatTheDiskRefusesIsTriedAgain(Operation failing) throws IOException {
    Map<Labels, Map<Long, Long>> before;
    try (Tsdb tsdb = open(MANUAL)) {
      makeThreeBlocks(tsdb);
      fill(tsdb, 370_000, 470_000);
      before = all(tsdb);
      failAfterOneBlock(failing);
      for (int time = 1; time <= 3; time++) {
        assertThatThrownBy(tsdb::compact)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Input/output error");
        assertThat(tsdb.stats().blocks().failed()).isEqualTo(time);
        assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L);
        assertThat(failed(tsdb)).isEmpty();
        assertThat(all(tsdb)).isEqualTo(before);
        append(tsdb, 470_000 + time);
        before = all(tsdb);
      }
      files.watch((operation, path) -> {});
      tsdb.compact();
      assertThat(tsdb.stats().blocks().failed()).isEqualTo(3);
      assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
      assertThat(all(tsdb)).isEqualTo(before);
      assertThat(files.list(DIR)).noneMatch(name -> name.endsWith(BlockWriter.CREATION_SUFFIX));
    }
    assertThat(StoreChecker.problems(files, DIR)).isEmpty();
    try (Tsdb tsdb = open(MANUAL)) {
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void aFullDiskIsTriedAgain() throws IOException {
    try (Tsdb tsdb = open(MANUAL)) {
      makeThreeBlocks(tsdb);
      fill(tsdb, 370_000, 470_000);
      Map<Labels, Map<Long, Long>> before = all(tsdb);
      Set<Path> blocks = new HashSet<>();
      files.watch((operation, path) -> {
        Path block = DIR.resolve(DIR.relativize(path).getName(0));
        if (block.toString().endsWith(BlockWriter.CREATION_SUFFIX)
            && blocks.add(block)
            && blocks.size() == 2) {
          files.setCapacity(files.usedBytes() + 300);
        }
      });
      assertThatThrownBy(tsdb::compact)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
      assertThat(failed(tsdb)).isEmpty();
      assertThat(tsdb.stats().blocks().failed()).isEqualTo(1);
      assertThat(all(tsdb)).isEqualTo(before);
      files.setCapacity(SimulatedFiles.UNLIMITED);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
      assertThat(all(tsdb)).isEqualTo(before);
    }
    assertThat(StoreChecker.problems(files, DIR)).isEmpty();
  }

  @Test
  void aDamagedBlockIsMarkedWithThoseThatItWasToBeMergedWith() throws IOException {
    String ulid;
    try (Tsdb tsdb = open(MANUAL)) {
      makeThreeBlocks(tsdb);
      ulid = tsdb.blocks().get(1).ulid();
    }
    Path damaged = damage(ulid);
    try (Tsdb tsdb = open(MANUAL)) {
      fill(tsdb, 370_000, 470_000);
      assertThatThrownBy(tsdb::compact)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(damaged + ": at offset 8: ");
      assertThat(tsdb.stats().blocks().failed()).isEqualTo(1);
      assertThat(failed(tsdb)).containsExactly(0L, 100_000L, 200_000L);
      checkServed(tsdb, damaged, 470_000);
      tsdb.compact();
      assertThat(tsdb.stats().blocks().failed()).as("not tried again").isEqualTo(1);
    }
    try (Tsdb tsdb = open(MANUAL)) {
      assertThat(failed(tsdb)).as("known after a restart").containsExactly(0L, 100_000L, 200_000L);
      fill(tsdb, 470_000, 770_000);
      tsdb.compact();
      assertThat(tsdb.stats().blocks().failed()).isZero();
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L, 600_000L);
      assertThat(failed(tsdb)).as("others go on").containsExactly(0L, 100_000L, 200_000L);
      checkServed(tsdb, damaged, 770_000);
    }
  }

  /** All but the first series between 100 and 200 s, which a query names. */
  private static void checkServed(Tsdb tsdb, Path damaged, long endMs) {
    assertThat(Reading.all(tsdb, 0, 99_999))
        .hasSize(SERIES)
        .allSatisfy((l, s) -> {
          assertThat(s).hasSize(100);
        });
    assertThat(Reading.all(tsdb, 200_000, endMs))
        .hasSize(SERIES)
        .allSatisfy((l, s) -> {
          assertThat(s).hasSize((int) (endMs - 200_000) / 1000);
        });
    assertThat(Reading.select(tsdb, 0, endMs, series(1)).values().iterator().next())
        .hasSize((int) endMs / 1000);
    assertThatThrownBy(() -> Reading.select(tsdb, 100_000, 199_999, series(0)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(damaged + ": at offset 8: ");
  }

  private static Matcher series(int i) {
    return Matcher.equal("i", String.valueOf(i));
  }

  @Test
  void aDamagedBlockThatOverlapsIsTriedOnce() throws IOException {
    String late;
    try (Tsdb tsdb = open(MANUAL.withOverlapping(Overlapping.KEPT))) {
      fill(tsdb, 0, 170_000);
      append(tsdb, 50_500);
      tsdb.compact();
      late =
          tsdb.blocks().stream()
              .filter(meta -> meta.compaction().hints().contains(BlockMeta.FROM_OUT_OF_ORDER))
              .map(BlockMeta::ulid)
              .findFirst()
              .orElseThrow();
    }
    Path damaged = damage(late);
    try (Tsdb tsdb = open(MANUAL)) {
      assertThatThrownBy(tsdb::compact).hasMessageContaining(damaged + ": at offset 8: ");
      assertThat(failed(tsdb)).containsExactly(0L, 0L);
      tsdb.compact();
      assertThat(tsdb.stats().blocks().failed()).isEqualTo(1);
      append(tsdb, 270_000);
      append(tsdb, 150_500);
      tsdb.compact();
      assertThat(tsdb.stats().blocks().overlapping()).as("others are merged").isEqualTo(2);
      assertThat(starts(tsdb)).containsExactly(0L, 0L, 100_000L);
    }
  }

  @Test
  void theStoresThreadTriesAgainWhateverHappens() throws IOException {
    RuntimeException bug = new IllegalStateException("a bug");
    AtomicBoolean isBroken = new AtomicBoolean(true);
    files.watch((operation, path) -> {
      if (isBroken.get() && path.toString().contains(BlockWriter.CREATION_SUFFIX)) {
        throw bug;
      }
    });
    try (Tsdb tsdb = open(MANUAL.withSchedule(Schedule.AUTOMATIC))) {
      fill(tsdb, 0, 170_000);
      Map<Labels, Map<Long, Long>> before = all(tsdb);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> tsdb.stats().blocks().failed() >= 2);
      assertThat(all(tsdb)).isEqualTo(before);
      isBroken.set(false);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> starts(tsdb).equals(List.of(0L)));
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }
}

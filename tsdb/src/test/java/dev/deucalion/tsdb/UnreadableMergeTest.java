package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import dev.deucalion.tsdb.file.SimulatedFiles.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A block that replaces others cannot be opened once it is written. It goes, the others stay and
 * are served; it is written again only where that may help.
 */
class UnreadableMergeTest {
  private static final Path DIR = Path.of("/data");
  private static final long RANGE_MS = 100_000;
  private static final Labels SERIES = Labels.of("__name__", "m");
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withMaxBlockRangeMs(3 * RANGE_MS)
                  .withSchedule(Schedule.MANUAL));

  private final SimulatedFiles files = new SimulatedFiles(1);
  private Map<Labels, Map<Long, Long>> before = Map.of();

  private Tsdb open() throws IOException {
    return Tsdb.open(DIR, OPTIONS, new TsdbEnvironment(() -> 0, files, new Random(1), 1));
  }

  private static void fill(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 1000) {
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(SERIES), timeMs, Math.sin((double) timeMs));
        batch.commit();
      }
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static List<Long> starts(Tsdb tsdb) {
    return tsdb.blocks().stream().map(BlockMeta::minTimeMs).toList();
  }

  /** Four blocks, of which the first three are due to be merged. */
  @BeforeEach
  void makeBlocks() throws IOException {
    CompactionOptions unmerged = OPTIONS.compaction().withMaxBlockRangeMs(RANGE_MS);
    TsdbEnvironment environment = new TsdbEnvironment(() -> 0, files, new Random(2), 1);
    try (Tsdb tsdb = Tsdb.open(DIR, OPTIONS.withCompaction(unmerged), environment)) {
      fill(tsdb, 0, 470_000);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L);
      before = all(tsdb);
    }
  }

  @AfterEach
  void allIsThereAndGood() throws IOException {
    files.watch((operation, path) -> {});
    assertThat(StoreChecker.problems(files, DIR)).isEmpty();
    try (Tsdb tsdb = open()) {
      assertThat(all(tsdb)).isEqualTo(before);
    }
    assertThat(files.held()).isZero();
  }

  private static boolean isNew(Path block) {
    return String.valueOf(block.getFileName()).endsWith(BlockWriter.CREATION_SUFFIX);
  }

  /** Turns a bit of the index of each block round when it is complete. */
  private Watcher damagingIndexes(int[] blocks) {
    return (operation, path) -> {
      if (operation == Operation.RENAME && isNew(path)) {
        blocks[0]++;
        Path index = path.resolve("index");
        files.flipBit(index, files.size(index) - 10, 1);
      }
    };
  }

  @Test
  void oneThatIsDamagedIsNotWrittenAgain() throws IOException {
    try (Tsdb tsdb = open()) {
      int[] written = {0};
      files.watch(damagingIndexes(written));
      assertThatThrownBy(tsdb::compact)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was written but cannot be read");
      tsdb.compact();
      tsdb.compact();
      assertThat(written[0]).isEqualTo(1);
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L);
      assertThat(tsdb.blocks().stream().filter(meta -> meta.compaction().failed())).hasSize(3);
      assertThat(tsdb.stats().blocks().unreadableBlocks()).isZero();
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void oneThatCannotBeMappedIsWrittenAgain() throws IOException {
    try (Tsdb tsdb = open()) {
      List<Path> old = tsdb.blocks().stream().map(meta -> DIR.resolve(meta.ulid())).toList();
      files.watch((operation, path) -> {
        Path block = Objects.requireNonNull(path.getParent());
        if (operation == Operation.READ
            && path.endsWith("index")
            && !isNew(block)
            && !old.contains(block)) {
          throw new IOException("Cannot allocate memory");
        }
      });
      for (int time = 1; time <= 2; time++) {
        assertThatThrownBy(tsdb::compact)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Cannot allocate memory");
        assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L);
        assertThat(files.list(DIR)).filteredOn(name -> name.length() == 26).hasSize(4);
      }
      files.watch((operation, path) -> {});
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
    }
  }

  @Test
  void oneThatIsCleanedKeepsWhatItWas() throws IOException {
    try (Tsdb tsdb = open()) {
      tsdb.delete(10_000, 20_000, List.of(Matcher.equal("__name__", "m")));
      before = all(tsdb);
      assertThat(before.get(SERIES)).hasSize(470 - 11);
      files.watch(damagingIndexes(new int[1]));
      assertThatThrownBy(tsdb::cleanTombstones)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was written but cannot be read");
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L);
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void whatReplacesOthersStaysWhenThoseCannotBeDeleted() throws IOException {
    try (Tsdb tsdb = open()) {
      Path second = DIR.resolve(tsdb.blocks().get(1).ulid());
      files.watch((operation, path) -> {
        if (operation == Operation.RENAME && path.equals(second)) {
          throw new IOException("Input/output error");
        }
      });
      assertThatThrownBy(tsdb::compact).hasMessage("Input/output error");
      assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }
}

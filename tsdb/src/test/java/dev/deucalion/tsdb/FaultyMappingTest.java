package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.ReplacedMaps;
import dev.deucalion.tsdb.restart.RestartFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk does not give the pages of a file that is mapped, as when a sector of it is bad. A start
 * does without that file.
 */
@EnabledOnOs(OS.LINUX)
class FaultyMappingTest {
  private static final Labels SERIES = Labels.of("__name__", "m");
  private static final long RANGE_MS = 100_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL));

  @TempDir private Path dir;

  /** Samples of 170 s, those of the first 100 in a block. */
  @BeforeEach
  void fill() throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir.resolve("data"), OPTIONS)) {
      for (long timeMs = 0; timeMs < 170_000; timeMs += 1000) {
        try (Appender batch = tsdb.appender()) {
          batch.append(batch.seriesRef(SERIES), timeMs, 1);
          batch.commit();
        }
      }
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
    }
  }

  private Tsdb openWithFaultIn(String name) throws IOException {
    return open(file -> file.endsWith(name));
  }

  private Tsdb open(Predicate<Path> isFaulty) throws IOException {
    FileOps files =
        ReplacedMaps.by((file, bytes, arena) -> isFaulty.test(file) ? faulty(bytes, arena) : null);
    return Tsdb.open(dir.resolve("data"), OPTIONS, TsdbEnvironment.SYSTEM.withFiles(files));
  }

  /** A mapping whose file has ended since. */
  private MemorySegment faulty(long bytes, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            dir.resolve("ended"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MemorySegment mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
      channel.truncate(0);
      return mapping;
    }
  }

  @Test
  void aBlockIsLeftOut() throws IOException {
    try (Tsdb tsdb = openWithFaultIn("index")) {
      assertThat(tsdb.stats().blocks().unreadableBlocks()).isEqualTo(1);
      assertThat(Reading.all(tsdb, 100_000, 170_000).get(SERIES)).hasSize(70);
    }
  }

  @Test
  void aSegmentOfTheLogIsCut() throws IOException {
    Files.delete(dir.resolve("data").resolve(RestartFile.NAME));
    try (Tsdb tsdb = openWithFaultIn("wal/00000000")) {
      assertThat(tsdb.stats().log().corruptions()).isEqualTo(1);
      assertThat(Reading.all(tsdb, 0, 99_999).get(SERIES)).hasSize(100);
    }
  }

  @Test
  void aFileOfHeadChunksIsNotUsed() throws IOException {
    try (Tsdb tsdb = openWithFaultIn("chunks_head/000001")) {
      assertThat(tsdb.stats().head().chunkFiles().corruptions()).isEqualTo(1);
      assertThat(Reading.all(tsdb, 0, 170_000).get(SERIES)).hasSize(170);
    }
  }

  @Test
  void aFullChunkOfTheHeadThatCannotBeReadSaysSo() throws IOException {
    try (Tsdb tsdb = openWithFaultIn("chunks_head/000001")) {
      for (long timeMs = 170_000; timeMs < 210_000; timeMs += 1000) {
        try (Appender batch = tsdb.appender()) {
          batch.append(batch.seriesRef(SERIES), timeMs, 1);
          batch.commit();
        }
      }
      assertThatThrownBy(() -> Reading.all(tsdb, 100_000, 210_000))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("000001");
    }
  }

  /** What the log may have is not given up as long as the disk does not give the log. */
  @Test
  void aFullChunkOfTheHeadIsMadeAgainOnceTheLogCanBeRead() throws IOException {
    AtomicBoolean logIsFaulty = new AtomicBoolean();
    Predicate<Path> isFaulty =
        file ->
            file.endsWith("chunks_head/000001")
                || (logIsFaulty.get() && file.startsWith(dir.resolve("data").resolve("wal")));
    try (Tsdb tsdb = open(isFaulty)) {
      fill(tsdb, 170, 270);
      logIsFaulty.set(true);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(tsdb::compact).isInstanceOf(UncheckedIOException.class);
      }
      assertThat(tsdb.blocks()).hasSize(1);
      logIsFaulty.set(false);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(2);
      assertThat(Reading.all(tsdb, 100_000, 270_000).get(SERIES)).hasSize(170);
    }
  }

  /** Fills the store up to a time, in seconds. */
  private static void fill(Tsdb tsdb, int fromSeconds, int toSeconds) throws IOException {
    for (long second = fromSeconds; second < toSeconds; second++) {
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(SERIES), second * 1000, 1);
        batch.commit();
      }
    }
  }

  @Test
  void blocksWhoseMergeMeetsAFaultAreMarkedAndLeftAlone() throws IOException {
    Path data = dir.resolve("data");
    CompactionOptions unmerged = OPTIONS.compaction().withMaxBlockRangeMs(RANGE_MS);
    try (Tsdb tsdb = Tsdb.open(data, OPTIONS.withCompaction(unmerged))) {
      fill(tsdb, 170, 470);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(4);
    }
    try (Tsdb tsdb = Tsdb.open(data, OPTIONS)) {
      Path chunks = data.resolve(tsdb.blocks().getFirst().ulid()).resolve("chunks/000001");
      try (FileChannel channel = FileChannel.open(chunks, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      assertThatThrownBy(tsdb::compact)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be read");
      assertThat(tsdb.blocks().stream().filter(meta -> meta.compaction().failed())).hasSize(3);
      fill(tsdb, 470, 570);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(5);
      assertThat(Reading.all(tsdb, 100_000, 570_000).get(SERIES)).hasSize(470);
    }
  }

  @Test
  void aRestartFileIsNotUsed() throws IOException {
    assertThat(dir.resolve("data").resolve(RestartFile.NAME)).exists();
    try (Tsdb tsdb = openWithFaultIn(RestartFile.NAME)) {
      assertThat(tsdb.stats().start().badRestartFiles()).isEqualTo(1);
      assertThat(Reading.all(tsdb, 0, 170_000).get(SERIES)).hasSize(170);
    }
  }
}

package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of blocks: shared, mapped, kept for the disk's sake, waited for. */
class BlockFilesTest {
  private static final Path DIR = Path.of("/data");
  private static final Path UPLOADED = Path.of("/uploaded.json");
  private static final long RANGE_MS = 100_000;
  private static final CompactionOptions COMPACTION =
      CompactionOptions.DEFAULTS.withMaxBlockRangeMs(3 * RANGE_MS).withSchedule(Schedule.MANUAL);

  private final SimulatedFiles files = new SimulatedFiles(1);
  private final Random random = new Random(1);
  private long nowMs;

  private Tsdb open(Path dir, FileOps in, CompactionOptions compaction) throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withChunkRangeMs(RANGE_MS)
            .withCompaction(compaction)
            .withReloadable(ReloadableOptions.DEFAULTS.withRetention(RetentionLimits.NONE));
    return Tsdb.open(dir, options, new TsdbEnvironment(() -> nowMs, in, random, 1));
  }

  private static void fill(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 1000) {
      try (Appender batch = tsdb.appender()) {
        batch.append(
            batch.seriesRef(Labels.of("__name__", "m")), timeMs, Math.sin((double) timeMs));
        batch.commit();
      }
    }
  }

  private static List<Long> starts(Tsdb tsdb) {
    return tsdb.blocks().stream().map(BlockMeta::minTimeMs).toList();
  }

  @Test
  void aSnapshotSharesThem(@TempDir Path dir) throws IOException {
    Path copy = dir.resolve("snapshots/one");
    try (Tsdb tsdb = open(dir, FileOps.SYSTEM, COMPACTION)) {
      fill(tsdb, 0, 170_000);
      tsdb.compact();
      tsdb.snapshot(copy, false);
      Path block = dir.resolve(tsdb.blocks().getFirst().ulid());
      try (Stream<Path> all = Files.walk(block)) {
        assertThat(all.filter(Files::isRegularFile))
            .hasSizeGreaterThan(2)
            .allSatisfy(file -> {
              Path linked = copy.resolve(dir.relativize(file));
              assertThat(key(linked)).as("%s", linked).isEqualTo(key(file));
            });
      }
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Test
  void ofAReplacedBlockTheyAreMappedUntilItsLastReaderIsClosed() throws IOException {
    try (Tsdb tsdb = open(DIR, files, COMPACTION)) {
      fill(tsdb, 0, 370_000);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L);
      fill(tsdb, 370_000, 470_000);
      int whileReading;
      try (Querier last = tsdb.querier(0, 250_000)) {
        SeriesSet set =
            last.select(List.of(Reading.selector(0, 250_000, Matcher.equal("__name__", "m"))))
                .getFirst();
        try (Querier other = tsdb.querier(0, 250_000)) {
          assertThat(other.labelValues("__name__", List.of(), 0)).containsExactly("m");
          tsdb.compact();
          whileReading = files.held();
        }
        assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
        assertThat(files.list(DIR).stream().filter(name -> name.length() == 26)).hasSize(2);
        assertThat(files.held()).as("one reader is left").isEqualTo(whileReading);
        assertThat(Reading.read(set, 64).values().iterator().next()).hasSize(251);
      }
      int after = files.held();
      // Index and chunks of each of the three.
      assertThat(whileReading - after).isEqualTo(6);
    }
    assertThat(files.held()).isZero();
  }

  @Test
  void aPercentageOfTheDiskIsKept() throws IOException {
    try (Tsdb tsdb = open(DIR, files, COMPACTION)) {
      fill(tsdb, 0, 370_000);
      tsdb.compact();
      files.setCapacity(20 * files.usedBytes());
      keep(tsdb, 50);
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L);
      assertThat(tsdb.stats().blocks().sizeRetentions()).isZero();
      long newest = tsdb.blocks().getLast().stats().chunks();
      assertThat(newest).isPositive();
      files.setCapacity(100 * files.usedBytes());
      keep(tsdb, 0.5);
      assertThat(starts(tsdb)).as("the oldest go").doesNotContain(0L);
      assertThat(tsdb.stats().blocks().sizeRetentions()).isPositive();
    }
  }

  private static void keep(Tsdb tsdb, double percentage) throws IOException {
    tsdb.apply(ReloadableOptions.DEFAULTS.withRetention(new RetentionLimits(0, 0, percentage)));
    tsdb.compact();
  }

  @Test
  void theyAreNotMergedBeforeTheyAreUploaded() throws IOException {
    write("{\"version\":1,\"uploaded\":[]}");
    try (Tsdb tsdb = open(DIR, files, COMPACTION.withUploadedBlocksFile(UPLOADED))) {
      fill(tsdb, 0, 470_000);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 100_000L, 200_000L, 300_000L);
      List<String> ulids = tsdb.blocks().stream().map(BlockMeta::ulid).toList();
      write("{\"version\":1,\"uploaded\":[\"%s\"]}".formatted(String.join("\",\"", ulids)));
      nowMs += 60_000;
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
    }
  }

  private void write(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try (WritableFile file = files.openForWriting(UPLOADED)) {
      file.setSize(0);
      file.write(bytes, 0, bytes.length, 0);
    }
  }
}

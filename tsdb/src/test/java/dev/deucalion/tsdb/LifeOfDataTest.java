package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.compact.RetentionLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples go from the head into blocks, blocks into larger ones, and out in the end. */
class LifeOfDataTest {
  private static final long RANGE_MS = 600_000;
  private static final int SERIES = 30;

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withWalSegmentBytes(64 << 10)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withSchedule(Schedule.MANUAL)
                  .withMaxBlockRangeMs(9 * RANGE_MS))
          .withReloadable(ReloadableOptions.DEFAULTS.withRetention(RetentionLimits.NONE));

  @TempDir private Path dir;

  /** Appends a sample of each series every 10 s. */
  private static void append(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    Random random = new Random(fromMs);
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 10_000) {
      try (Appender batch = tsdb.appender()) {
        for (int i = 0; i < SERIES; i++) {
          Labels labels = Labels.of("__name__", "m" + i % 4, "i", "" + i);
          batch.append(batch.seriesRef(labels), timeMs, random.nextInt(100));
        }
        batch.commit();
      }
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static Map<Labels, Map<Long, Long>> filtered(
      Map<Labels, Map<Long, Long>> all, BiPredicate<Labels, Long> kept) {
    Map<Labels, Map<Long, Long>> result = new TreeMap<>();
    all.forEach((labels, samples) -> {
      Map<Long, Long> some = new TreeMap<>(samples);
      some.keySet().removeIf(timeMs -> !kept.test(labels, timeMs));
      if (!some.isEmpty()) {
        result.put(labels, some);
      }
    });
    return result;
  }

  private static List<String> ranges(Tsdb tsdb) {
    return tsdb.blocks().stream()
        .map(b -> b.minTimeMs() / RANGE_MS + "-" + b.maxTimeMs() / RANGE_MS)
        .toList();
  }

  @Test
  void theHeadBecomesBlocksAtAlignedTimes() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 3 / 2);
      tsdb.compact();
      assertThat(tsdb.blocks()).isEmpty();
      append(tsdb, RANGE_MS * 3 / 2, RANGE_MS * 13 / 2);
      Map<Labels, Map<Long, Long>> before = all(tsdb);

      tsdb.compact();

      assertThat(all(tsdb)).isEqualTo(before);
      assertThat(ranges(tsdb)).containsExactly("0-3", "3-4", "4-5");
      assertThat(tsdb.stats().head().minTimeMs()).isEqualTo(5 * RANGE_MS);
      assertThat(tsdb.blocks().getFirst().compaction().level()).isEqualTo(2);
      assertThat(tsdb.blocks().getFirst().compaction().sources()).hasSize(3);
      assertThat(tsdb.blocks().getFirst().stats().samples()).isEqualTo(3L * 60 * SERIES);
    }
  }

  @Test
  void blocksAndHeadAreThereAfterARestart() throws Exception {
    Map<Labels, Map<Long, Long>> before;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 4);
      tsdb.compact();
      before = all(tsdb);
    }
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(tsdb.stats().head().chunksCreated())
          .isGreaterThanOrEqualTo(tsdb.stats().head().chunks());
      assertThat(all(tsdb)).isEqualTo(before);
      append(tsdb, RANGE_MS * 4, RANGE_MS * 8);
      Map<Labels, Map<Long, Long>> longer = all(tsdb);
      tsdb.compact();
      assertThat(all(tsdb)).isEqualTo(longer);
    }
  }

  @Test
  void deletedSamplesAreGoneAtOnceAndForGood() throws Exception {
    Matcher one = Matcher.of(MatchType.EQUAL, "__name__", "m1");
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 5);
      tsdb.compact();
      Map<Labels, Map<Long, Long>> expected =
          filtered(
              all(tsdb),
              (labels, timeMs) ->
                  !"m1".equals(labels.get("__name__"))
                      || timeMs < RANGE_MS / 2
                      || timeMs > RANGE_MS * 9 / 2);

      tsdb.delete(RANGE_MS / 2, RANGE_MS * 9 / 2, List.of(one));

      assertThat(all(tsdb)).isEqualTo(expected);
      assertThat(tombstones(tsdb)).isPositive();
      tsdb.cleanTombstones();
      assertThat(tombstones(tsdb)).isZero();
      assertThat(all(tsdb)).isEqualTo(expected);
    }
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb).keySet()).anyMatch(labels -> "m1".equals(labels.get("__name__")));
      tsdb.delete(Long.MIN_VALUE, Long.MAX_VALUE, List.of(one));
      tsdb.cleanTombstones();
      assertThat(all(tsdb).keySet()).noneMatch(labels -> "m1".equals(labels.get("__name__")));
    }
  }

  private static long tombstones(Tsdb tsdb) {
    return tsdb.blocks().stream().mapToLong(block -> block.stats().tombstones()).sum();
  }

  @Test
  void blocksBeyondTheRetentionGo() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 8);
      tsdb.compact();
      assertThat(ranges(tsdb)).containsExactly("0-3", "3-6", "6-7");

      tsdb.apply(ReloadableOptions.DEFAULTS.withRetention(new RetentionLimits(2 * RANGE_MS, 0, 0)));
      tsdb.compact();
      assertThat(ranges(tsdb)).containsExactly("3-6", "6-7");
      assertThat(tsdb.stats().blocks().timeRetentions()).isEqualTo(1);

      tsdb.apply(ReloadableOptions.DEFAULTS.withRetention(new RetentionLimits(0, 1, 0)));
      tsdb.compact();
      assertThat(tsdb.blocks()).isEmpty();
      assertThat(all(tsdb).values()).allMatch(samples -> samples.size() == 60);
    }
    assertThat(blockDirs(dir)).isEmpty();
  }

  private static List<Path> blockDirs(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(path -> Files.exists(path.resolve("meta.json"))).toList();
    }
  }

  @Test
  void aSnapshotIsADataDirectory() throws Exception {
    Path target = dir.resolve("snapshots").resolve("one");
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 3);
      tsdb.compact();
      tsdb.snapshot(target, true);
      try (Tsdb copy = Tsdb.open(target, OPTIONS)) {
        assertThat(all(copy)).isEqualTo(all(tsdb));
      }
      Path blocksOnly = dir.resolve("snapshots").resolve("two");
      tsdb.snapshot(blocksOnly, false);
      try (Tsdb copy = Tsdb.open(blocksOnly, OPTIONS)) {
        assertThat(all(copy))
            .isEqualTo(filtered(all(tsdb), (labels, timeMs) -> timeMs < 2 * RANGE_MS));
      }
    }
  }

  @Test
  void aDamagedBlockIsLeftOutAndTheRestServed() throws Exception {
    Map<Labels, Map<Long, Long>> before;
    List<BlockMeta> blocks;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 6);
      tsdb.compact();
      before = all(tsdb);
      blocks = tsdb.blocks();
    }
    Path damaged = dir.resolve(blocks.getFirst().ulid());
    byte[] index = Files.readAllBytes(damaged.resolve("index"));
    index[index.length - 1] ^= 1;
    Files.write(damaged.resolve("index"), index);
    Files.createDirectories(dir.resolve(blocks.getFirst().ulid() + ".tmp-for-creation"));
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(tsdb.stats().blocks().unreadableBlocks()).isEqualTo(1);
      long fromMs = blocks.getFirst().maxTimeMs();
      assertThat(all(tsdb)).isEqualTo(filtered(before, (labels, timeMs) -> timeMs >= fromMs));
      tsdb.compact();
      assertThat(damaged).isDirectory();
    }
    assertThat(dir.resolve(blocks.getFirst().ulid() + ".tmp-for-creation")).doesNotExist();
  }

  @Test
  void aBlockInTheWayOfTheNextIsNeitherLostNorDoubled() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0, RANGE_MS * 4);
      Map<Labels, Map<Long, Long>> before = all(tsdb);
      Path copy = dir.resolve("copy");
      tsdb.snapshot(copy, true);
      for (Path block : blockDirs(copy)) {
        Files.move(block, dir.resolve(block.getFileName()));
      }
      tsdb.compact();
      assertThat(all(tsdb)).isEqualTo(before);
      tsdb.compact();
      assertThat(all(tsdb)).isEqualTo(before);
      assertThat(tsdb.stats().blocks().overlapping()).isPositive();
    }
  }
}

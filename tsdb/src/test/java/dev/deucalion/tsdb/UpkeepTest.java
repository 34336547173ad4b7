package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the upkeep of a store on disk does, one thing at a time. */
class UpkeepTest {
  private static final long RANGE_MS = 100_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withMaxBlockRangeMs(9 * RANGE_MS)
                  .withSchedule(Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withRetention(RetentionLimits.NONE));

  @TempDir private Path dir;

  private static Labels series(int i) {
    return Labels.of("__name__", "m", "i", String.valueOf(i));
  }

  /** Appends samples of three series every second. */
  private static void fill(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 1000) {
      try (Appender batch = tsdb.appender()) {
        for (int i = 0; i < 3; i++) {
          long ref = batch.seriesRef(series(i));
          assertThat(batch.append(ref, timeMs, Math.sin((double) timeMs) + i))
              .isEqualTo(AppendResult.APPENDED);
        }
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

  @Test
  void theHeadBecomesBlocksAndBlocksAreMerged() throws IOException {
    Map<Labels, Map<Long, Long>> before;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 470_000);
      before = all(tsdb);
      tsdb.compact();
      assertThat(starts(tsdb)).as("the first three ranges are one").containsExactly(0L, 300_000L);
      BlockMeta merged = tsdb.blocks().getFirst();
      assertThat(merged.maxTimeMs()).isEqualTo(3 * RANGE_MS);
      assertThat(merged.compaction().level()).isEqualTo(2);
      assertThat(merged.compaction().sources()).hasSize(3);
      assertThat(merged.stats().samples()).isEqualTo(900);
      assertThat(tsdb.stats().head().minTimeMs()).isEqualTo(4 * RANGE_MS);
      assertThat(all(tsdb)).isEqualTo(before);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, 300_000L);
    }
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir)).isEmpty();
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb)).as("after a restart").isEqualTo(before);
      fill(tsdb, 470_000, 480_000);
    }
  }

  @Test
  void timesWithoutSamplesArePassedOverAtOnce() throws IOException {
    long laterMs = 500 * RANGE_MS;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 1000);
      fill(tsdb, laterMs, laterMs + 180_000);
      Map<Labels, Map<Long, Long>> before = all(tsdb);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, laterMs);
      assertThat(tsdb.stats().head().minTimeMs()).isEqualTo(laterMs + RANGE_MS);
      assertThat(tsdb.stats().head().truncations().done()).isEqualTo(3);
      assertThat(all(tsdb)).isEqualTo(before);
    }
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb).get(series(0))).hasSize(181);
    }
  }

  @Test
  void aSampleThatMayComeYetIsNotPassedOver() throws IOException {
    long laterMs = 500 * RANGE_MS;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 1000);
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(series(7)), laterMs, 1);
        batch.commit();
      }
      tsdb.compact();
      assertThat(tsdb.stats().head().minTimeMs()).isEqualTo(laterMs - RANGE_MS);
      fill(tsdb, laterMs - RANGE_MS / 2, laterMs);
      assertThat(all(tsdb).get(series(0))).hasSize(51);
    }
  }

  @Test
  void namesAndValuesAreThoseOfBlocksAndHead() throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(Labels.of("__name__", "old", "only", "here")), 0, 1);
        batch.commit();
      }
      fill(tsdb, 1000, 2 * RANGE_MS);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L);
      try (Querier querier = tsdb.querier(0, 2 * RANGE_MS)) {
        assertThat(querier.labelNames(List.of(), Querier.NO_LIMIT))
            .containsExactly("__name__", "i", "only");
        assertThat(querier.labelValues("__name__", List.of(), 1)).containsExactly("m");
      }
      try (Querier querier = tsdb.querier(RANGE_MS, 2 * RANGE_MS)) {
        assertThat(querier.labelNames(List.of(), Querier.NO_LIMIT))
            .containsExactly("__name__", "i");
      }
    }
  }

  @Test
  void whatIsDeletedIsGoneFromHeadAndBlocks() throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 2 * RANGE_MS);
      tsdb.compact();
      long oneBlock = tsdb.blocks().getFirst().stats().samples();
      tsdb.delete(50_000, 150_000, List.of(Matcher.equal("i", "1")));
      Map<Labels, Map<Long, Long>> left = all(tsdb);
      assertThat(left.get(series(1))).hasSize(99).doesNotContainKeys(50_000L, 150_000L);
      assertThat(left.get(series(0))).hasSize(200);
      tsdb.cleanTombstones();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(tsdb.blocks().getFirst().stats().samples()).isEqualTo(oneBlock - 50);
      assertThat(tsdb.blocks().getFirst().stats().tombstones()).isZero();
      assertThat(all(tsdb)).isEqualTo(left);
      tsdb.delete(0, RANGE_MS - 1, List.of(Matcher.equal("__name__", "m")));
      tsdb.cleanTombstones();
      assertThat(tsdb.blocks()).as("nothing is left of it").isEmpty();
    }
  }

  @Test
  void aBlockThatCannotBeDeletedFromKeepsNoOtherFromIt() throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 3 * RANGE_MS);
      tsdb.compact();
      assertThat(starts(tsdb)).containsExactly(0L, RANGE_MS);
      Path first = dir.resolve(tsdb.blocks().getFirst().ulid());
      Files.createDirectories(first.resolve("tombstones.tmp").resolve("in the way"));
      assertThatThrownBy(() -> tsdb.delete(0, 2 * RANGE_MS - 1, List.of(Matcher.equal("i", "1"))))
          .isInstanceOf(IOException.class);
      assertThat(all(tsdb).get(series(1)))
          .hasSize(200)
          .containsKeys(0L, 2 * RANGE_MS)
          .doesNotContainKey(RANGE_MS);
    }
  }

  @Test
  void aDamagedBlockIsLeftAloneAndTheOthersAreServed() throws IOException {
    Path block;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 3 * RANGE_MS);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(2);
      block = dir.resolve(tsdb.blocks().getFirst().ulid());
    }
    Files.write(block.resolve("index"), new byte[] {1, 2, 3});
    Files.createDirectories(dir.resolve("01M7XPW5QA5Y6CYGZSDWHP5E8G.tmp-for-creation"));
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(starts(tsdb)).containsExactly(RANGE_MS);
      assertThat(tsdb.stats().blocks().unreadableBlocks()).isEqualTo(1);
      assertThat(tsdb.stats().blocks().reloadsFailed()).isEqualTo(1);
      assertThat(all(tsdb).get(series(0))).hasSize(200);
    }
    assertThat(block).isDirectory();
    assertThat(dir.resolve("01M7XPW5QA5Y6CYGZSDWHP5E8G.tmp-for-creation")).doesNotExist();
  }

  @Test
  void aQuerierKeepsWhatItFoundWhileBlocksAreReplaced() throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      fill(tsdb, 0, 2 * RANGE_MS);
      try (Querier early = tsdb.querier(0, Long.MAX_VALUE)) {
        var set =
            early
                .select(
                    List.of(Reading.selector(0, Long.MAX_VALUE, Matcher.equal("__name__", "m"))))
                .getFirst();
        var before = Reading.read(set, 64);
        tsdb.compact();
        fill(tsdb, 2 * RANGE_MS, 5 * RANGE_MS);
        tsdb.compact();
        assertThat(Reading.read(set, 64)).isEqualTo(before);
      }
    }
  }

  @Test
  void theStoresThreadDoesItByItself() throws IOException {
    TsdbOptions automatic =
        OPTIONS.withCompaction(OPTIONS.compaction().withSchedule(Schedule.AUTOMATIC));
    try (Tsdb tsdb = Tsdb.open(dir, automatic)) {
      fill(tsdb, 0, 2 * RANGE_MS);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !tsdb.blocks().isEmpty());
      assertThat(all(tsdb).get(series(0))).hasSize(200);
    }
  }
}

package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.SampleMap;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.InOrderEndFile;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks whose times say more than they have. */
class InOrderEndTest {
  private static final Labels UP = Labels.of("__name__", "up");
  private static final Labels LATE = Labels.of("__name__", "late");
  private static final long RANGE_MS = 1_000;
  private static final long STEP_MS = 100;

  @TempDir private Path dir;

  private Tsdb open() throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withChunkRangeMs(RANGE_MS)
            .withCompaction(
                CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
            .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(2 * RANGE_MS));
    return Tsdb.open(dir, options, TsdbEnvironment.SYSTEM);
  }

  private static void append(Tsdb tsdb, Labels series, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      assertThat(batch.append(batch.seriesRef(series), timeMs, (double) timeMs))
          .isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
  }

  private static void appendInOrder(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += STEP_MS) {
      append(tsdb, UP, timeMs);
      append(tsdb, LATE, timeMs);
    }
  }

  private static Map<Labels, Map<Long, Object>> everything(Tsdb tsdb) {
    return SampleMap.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static void deleteAndClean(Tsdb tsdb, long minTimeMs, long maxTimeMs) throws IOException {
    tsdb.delete(minTimeMs, maxTimeMs, List.of(Matcher.of(MatchType.REGEX, "__name__", ".+")));
    tsdb.cleanTombstones();
  }

  /** Opens the store without the file that would spare the replay of the log. */
  private void assertSameFromTheLog(Map<Labels, Map<Long, Object>> before) throws IOException {
    Files.delete(dir.resolve("restart.deucalion"));
    try (Tsdb tsdb = open()) {
      assertThat(everything(tsdb)).isEqualTo(before);
    }
  }

  /** What becomes of the hint of a block in the hands of Prometheus. */
  enum Fate {
    KILLED_BEFORE_IT_WAS_THERE("1"),
    LOST_IN_A_MERGE("2");

    private final String level;

    Fate(String level) {
      this.level = level;
    }

    void befall(Path block) throws IOException {
      Path meta = block.resolve("meta.json");
      String text = Files.readString(meta);
      String changed = text.replaceFirst("(?s),\\s*\"hints\": \\[.*?\\]", "");
      assertThat(changed).isNotEqualTo(text);
      Files.writeString(meta, changed.replace("\"level\": 1", "\"level\": " + level));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "KILLED_BEFORE_IT_WAS_THERE, true",
    "KILLED_BEFORE_IT_WAS_THERE, false",
    "LOST_IN_A_MERGE, true",
    "LOST_IN_A_MERGE, false"
  })
  void samplesInOrderAreKeptBesideABlockOfLateOnes(Fate hint, boolean hasRestartFile)
      throws Exception {
    Map<Labels, Map<Long, Object>> before;
    BlockMeta late;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 0, 1_700);
      append(tsdb, LATE, 1_050);
      append(tsdb, LATE, 1_150);
      tsdb.compact();
      appendInOrder(tsdb, 1_700, 1_900);
      assertThat(tsdb.blocks()).hasSize(2).extracting(BlockMeta::maxTimeMs).contains(1_000L);
      late = tsdb.blocks().getLast();
      assertThat(late.maxTimeMs()).isEqualTo(2_000);
      assertThat(late.compaction().hints()).containsExactly(BlockMeta.FROM_OUT_OF_ORDER);
      before = everything(tsdb);
      assertThat(before.get(LATE)).hasSize(21);
    }
    if (!hasRestartFile) {
      Files.delete(dir.resolve("restart.deucalion"));
    }
    hint.befall(dir.resolve(late.ulid()));
    try (Tsdb tsdb = open()) {
      assertThat(everything(tsdb)).isEqualTo(before);
      appendInOrder(tsdb, 1_900, 2_700);
      before = everything(tsdb);
      tsdb.compact();
      assertThat(everything(tsdb)).isEqualTo(before);
    }
    try (Tsdb tsdb = open()) {
      assertThat(everything(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void aBlockOfPrometheusIsNotBelievedAfterLateSamplesOfOurs() throws Exception {
    BlockMeta late;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 0, 2_400);
      append(tsdb, LATE, 2_050);
      tsdb.compact();
      late = tsdb.blocks().getLast();
      assertThat(late.maxTimeMs()).isEqualTo(3_000);
    }
    Fate.KILLED_BEFORE_IT_WAS_THERE.befall(dir.resolve(late.ulid()));
    Map<Labels, Map<Long, Object>> before;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 2_400, 2_700);
      append(tsdb, LATE, 750);
      tsdb.compact();
      assertThat(tsdb.blocks()).extracting(BlockMeta::maxTimeMs).contains(2_000L, 3_000L);
      deleteAndClean(tsdb, 1_700, 1_999);
      before = everything(tsdb);
      assertThat(before.get(UP)).hasSize(24).containsKey(2_600L);
    }
    assertSameFromTheLog(before);
  }

  @Test
  void theNewestSamplesOfBlocksThatWereDeletedStayDeleted() throws Exception {
    Map<Labels, Map<Long, Object>> before;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 0, 1_700);
      append(tsdb, LATE, 450);
      tsdb.compact();
      deleteAndClean(tsdb, 700, 999);
      before = everything(tsdb);
      assertThat(before.get(UP)).hasSize(14);
    }
    assertSameFromTheLog(before);
  }

  @Test
  void whatWasDeletedFromAMergedBlockStaysDeleted() throws Exception {
    Map<Labels, Map<Long, Object>> before;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 0, 1_700);
      append(tsdb, LATE, 450);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(tsdb.blocks().getFirst().compaction().level()).isEqualTo(2);
      tsdb.delete(200, 950, List.of(Matcher.equal("__name__", "late")));
      tsdb.cleanTombstones();
      before = everything(tsdb);
      assertThat(before.get(LATE)).hasSize(9);
    }
    assertSameFromTheLog(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatRetentionLetGoOfAndWhatWasDeletedStaysAwayWhenNoBlockIsLeft(boolean hasRestartFile)
      throws Exception {
    Map<Labels, Map<Long, Object>> before;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 0, 1_300);
      tsdb.delete(200, 500, List.of(Matcher.equal("__name__", "up")));
      for (long timeMs = 1_300; timeMs < 5_300; timeMs += RANGE_MS) {
        appendInOrder(tsdb, timeMs, timeMs + RANGE_MS);
        tsdb.compact();
      }
      tsdb.delete(3_300, 3_500, List.of(Matcher.equal("__name__", "up")));
      append(tsdb, LATE, 5_150);
      tsdb.apply(ReloadableOptions.DEFAULTS.withRetention(new RetentionLimits(0, 1, 0)));
      tsdb.compact();
      assertThat(tsdb.blocks()).isEmpty();
      before = everything(tsdb);
      assertThat(before.get(UP)).doesNotContainKey(3_400L).containsKey(5_200L);
    }
    if (!hasRestartFile) {
      Files.delete(dir.resolve("restart.deucalion"));
    }
    try (Tsdb tsdb = open()) {
      assertThat(everything(tsdb)).isEqualTo(before);
    }
    Path note = dir.resolve("wal").resolve(InOrderEndFile.NAME);
    byte[] bytes = Files.readAllBytes(note);
    bytes[5] ^= 1;
    Files.write(note, bytes);
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir))
        .hasSize(1)
        .first()
        .asString()
        .contains("crc32c");
    try (Tsdb tsdb = open()) {
      assertThat(everything(tsdb).get(UP)).containsKey(5_200L);
    }
  }

  @Test
  void blocksMayGoTheNewestFirst() throws Exception {
    Map<Labels, Map<Long, Object>> before;
    try (Tsdb tsdb = open()) {
      appendInOrder(tsdb, 0, 2_700);
      append(tsdb, LATE, 2_050);
      tsdb.compact();
      deleteAndClean(tsdb, 1_000, 1_999);
      deleteAndClean(tsdb, 0, 999);
      before = everything(tsdb);
      assertThat(before.get(UP)).doesNotContainKeys(100L, 1_500L).containsKey(2_600L);
    }
    assertSameFromTheLog(before);
  }
}

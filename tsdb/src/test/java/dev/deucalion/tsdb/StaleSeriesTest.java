package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.restart.RestartFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series that ended become blocks before the rest of the head. */
class StaleSeriesTest {
  private static final long RANGE_MS = 100_000;
  private static final Labels LIVE = Labels.of("__name__", "live");
  private static final Labels ENDED = Labels.of("__name__", "ended");
  private static final Labels BACK = Labels.of("__name__", "back");

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(CompactionOptions.DEFAULTS.withSchedule(Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withStaleSeriesThreshold(0.5));

  @TempDir private Path dir;

  private static void append(Tsdb tsdb, Labels labels, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += 1_000) {
      append(tsdb, labels, timeMs, 1 / (double) (timeMs + 1));
    }
  }

  private static void append(Tsdb tsdb, Labels labels, long timeMs, double value)
      throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(labels), timeMs, value);
      batch.commit();
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static List<List<String>> hints(Tsdb tsdb) {
    return tsdb.blocks().stream().map(block -> block.compaction().hints()).toList();
  }

  private static void end(Tsdb tsdb, Labels labels, long timeMs) throws IOException {
    append(tsdb, labels, timeMs, StaleMarker.VALUE);
  }

  @Test
  void theyGoWhenTheyAreMany() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, LIVE, 50_000, 140_000);
      append(tsdb, ENDED, 90_000, 110_000);
      append(tsdb, BACK, 90_000, 110_000);
      end(tsdb, ENDED, 111_000);
      tsdb.compactStale();
      assertThat(tsdb.blocks()).as("one of three").isEmpty();
      end(tsdb, BACK, 111_000);
      assertThat(tsdb.stats().head().staleSeries()).isEqualTo(2);
      Map<Labels, Map<Long, Long>> before = all(tsdb);
      tsdb.compactStale();
      assertThat(hints(tsdb)).hasSize(2).containsOnly(List.of(BlockMeta.FROM_STALE_SERIES));
      assertThat(tsdb.stats().head().series()).isEqualTo(1);
      assertThat(tsdb.stats().head().staleSeries()).isZero();
      assertThat(tsdb.stats().blocks().stale().triggered()).isEqualTo(1);
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void nothingIsLostByAStartNorByTheNextCompaction() throws Exception {
    Map<Labels, Map<Long, Long>> before;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, LIVE, 50_000, 140_000);
      append(tsdb, ENDED, 90_000, 110_000);
      append(tsdb, BACK, 90_000, 110_000);
      end(tsdb, ENDED, 111_000);
      end(tsdb, BACK, 111_000);
      tsdb.compactStale();
      append(tsdb, BACK, 141_000, 150_000);
      before = all(tsdb);
    }
    RestartFile.delete(FileOps.SYSTEM, dir);
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb)).isEqualTo(before);
      append(tsdb, LIVE, 150_000, 320_000);
      before = all(tsdb);
      tsdb.compact();
      assertThat(all(tsdb)).isEqualTo(before);
      assertThat(hints(tsdb)).contains(List.of());
    }
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void whatWasDeletedAfterItStaysDeleted() throws Exception {
    Path killed = dir.resolve("killed");
    Path data = dir.resolve("data");
    Map<Labels, Map<Long, Long>> before;
    try (Tsdb tsdb = Tsdb.open(data, OPTIONS)) {
      append(tsdb, LIVE, 50_000, 140_000);
      append(tsdb, ENDED, 90_000, 110_000);
      append(tsdb, BACK, 90_000, 110_000);
      end(tsdb, ENDED, 111_000);
      end(tsdb, BACK, 111_000);
      tsdb.compactStale();
      Matcher both = Matcher.of(MatchType.REGEX, "__name__", "ended|back");
      tsdb.delete(Long.MIN_VALUE, Long.MAX_VALUE, List.of(both));
      append(tsdb, BACK, 112_000, 150_000);
      before = all(tsdb);
      assertThat(before).containsOnlyKeys(LIVE, BACK);
      assertThat(before.get(BACK)).hasSize(38);
      KilledStore.copy(data, killed);
    }
    for (int start = 0; start < 2; start++) {
      try (Tsdb tsdb = Tsdb.open(killed, OPTIONS)) {
        assertThat(all(tsdb)).as("start " + start).isEqualTo(before);
      }
    }
  }

  @Test
  void oneThatCameBackStays() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, ENDED, 90_000, 110_000);
      end(tsdb, ENDED, 111_000);
      append(tsdb, ENDED, 112_000, 1.0);
      tsdb.compactStale();
      assertThat(tsdb.blocks()).isEmpty();
      assertThat(tsdb.stats().head().series()).isEqualTo(1);
    }
  }
}

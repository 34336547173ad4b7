package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.SampleMap;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.RetentionLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples out of order that become blocks. */
class OutOfOrderBlocksTest {
  private static final Labels UP = Labels.of("__name__", "up");
  private static final long RANGE_MS = 1_000;
  private static final long WINDOW_MS = 5_000;

  @TempDir private Path dir;

  private Tsdb open() throws Exception {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withChunkRangeMs(RANGE_MS)
            .withCompaction(
                CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
            .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(WINDOW_MS));
    return Tsdb.open(dir, options, TsdbEnvironment.SYSTEM);
  }

  private static AppendResult append(Tsdb tsdb, Labels series, long timeMs, double value)
      throws Exception {
    try (Appender batch = tsdb.appender()) {
      AppendResult result = batch.append(batch.seriesRef(series), timeMs, value);
      batch.commit();
      return result;
    }
  }

  private static Map<Labels, Map<Long, Object>> everything(Tsdb tsdb) {
    return SampleMap.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void becomeBlocksWithAHintAndLeaveTheHead() throws Exception {
    try (Tsdb tsdb = open()) {
      append(tsdb, UP, 100, 1);
      append(tsdb, UP, 1_900, 2);
      assertThat(append(tsdb, UP, 1_100, 3)).isEqualTo(AppendResult.APPENDED);
      assertThat(append(tsdb, UP, 50, 4)).isEqualTo(AppendResult.APPENDED);
      Map<Labels, Map<Long, Object>> before = everything(tsdb);
      assertThat(before.get(UP)).hasSize(4);
      tsdb.compact();
      assertThat(tsdb.blocks())
          .filteredOn(b -> b.compaction().hints().contains(BlockMeta.FROM_OUT_OF_ORDER))
          .extracting(BlockMeta::minTimeMs)
          .contains(1_000L);
      assertThat(everything(tsdb)).isEqualTo(before);
    }
    try (Tsdb tsdb = open()) {
      assertThat(everything(tsdb).get(UP)).hasSize(4);
    }
  }

  @Test
  void theirLogCountsForTheSizeThatIsKept() throws Exception {
    try (Tsdb tsdb = open()) {
      append(tsdb, UP, 100, 1);
      append(tsdb, UP, 10_000, 2);
      tsdb.compact();
      assertThat(tsdb.blocks()).isNotEmpty();
      for (int timeMs = 9_000; timeMs > 7_000; timeMs -= 2) {
        append(tsdb, UP, timeMs, 3);
      }
      TsdbStats stats = tsdb.stats();
      long lateLogBytes = stats.lateLog().orElseThrow().sizeBytes();
      assertThat(lateLogBytes).isGreaterThan(10_000);
      long bytes = stats.log().sizeBytes() + stats.blocks().blockBytes() + lateLogBytes;
      tsdb.apply(
          ReloadableOptions.DEFAULTS
              .withOutOfOrderWindowMs(WINDOW_MS)
              .withRetention(new RetentionLimits(0, bytes - 1, 0)));
      tsdb.compact();
      assertThat(tsdb.stats().blocks().sizeRetentions()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aMapHoldsTheSame(long seed) throws Exception {
    Random random = new Random(seed);
    Map<Labels, Map<Long, Object>> expected = new TreeMap<>();
    Tsdb tsdb = open();
    try {
      long now = 10_000;
      for (int step = 0; step < 300; step++) {
        now += random.nextInt(120);
        Labels series = Labels.of("__name__", "m" + random.nextInt(3));
        long time = random.nextInt(3) == 0 ? now - random.nextInt(4_000) : now;
        Map<Long, Object> known = expected.computeIfAbsent(series, s -> new TreeMap<>());
        if (!known.containsKey(time)) {
          double value = random.nextInt(1_000);
          assertThat(append(tsdb, series, time, value))
              .as("seed %d, step %d", seed, step)
              .isEqualTo(AppendResult.APPENDED);
          known.put(time, Double.doubleToRawLongBits(value));
        }
        if (random.nextInt(15) == 0) {
          tsdb.compact();
          assertThat(everything(tsdb)).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
        if (random.nextInt(40) == 0) {
          tsdb.close();
          tsdb = open();
          assertThat(everything(tsdb)).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
      }
    } finally {
      tsdb.close();
    }
  }
}

package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Overlapping;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The log cannot be shortened after a compaction of the head, time and again. */
class FailedTruncationTest {
  private static final Path DIR = Path.of("/data");
  private static final long RANGE_MS = 100_000;
  private static final Labels SERIES = Labels.of("__name__", "m");
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSegmentBytes(32 << 10)
          .withChunkRangeMs(RANGE_MS)
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(RANGE_MS))
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withSchedule(Schedule.MANUAL)
                  .withMaxBlockRangeMs(RANGE_MS)
                  .withOverlapping(Overlapping.KEPT));

  private final SimulatedFiles files = new SimulatedFiles(1);

  private Tsdb open() throws IOException {
    return Tsdb.open(DIR, OPTIONS, new TsdbEnvironment(() -> 0, files, new Random(1), 1));
  }

  private static void append(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(SERIES), timeMs, timeMs * 0.1);
      batch.commit();
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long lateBlocks(Tsdb tsdb) {
    return tsdb.blocks().stream()
        .filter(meta -> meta.compaction().hints().contains(BlockMeta.FROM_OUT_OF_ORDER))
        .count();
  }

  /** Appends a late sample and goes on for a range. */
  private static long live(Tsdb tsdb, long fromMs) throws IOException {
    long timeMs = fromMs;
    while (timeMs < fromMs + RANGE_MS) {
      timeMs += 1000;
      append(tsdb, timeMs);
      if (timeMs == fromMs + 20_000) {
        append(tsdb, timeMs - 10_500);
      }
    }
    return timeMs;
  }

  @Test
  void lateSamplesGoIntoBlocksAllTheSame() throws IOException {
    try (Tsdb tsdb = open()) {
      files.watch((operation, path) -> {
        if (path.toString().contains("checkpoint")) {
          throw new IOException("Input/output error: " + operation + " " + path);
        }
      });
      long timeMs = 0;
      int failures = 0;
      // Each compaction ends a segment; some are needed before there is a checkpoint to make.
      for (int round = 0; round < 8; round++) {
        timeMs = live(tsdb, timeMs);
        Map<Labels, Map<Long, Long>> before = all(tsdb);
        long lateBlocks = lateBlocks(tsdb);
        try {
          tsdb.compact();
        } catch (IOException e) {
          failures++;
          assertThat(e).hasMessageContaining("Input/output error");
          assertThat(lateBlocks(tsdb)).isEqualTo(lateBlocks);
          tsdb.compact();
          assertThat(lateBlocks(tsdb)).as("round %s", round).isGreaterThan(lateBlocks);
        }
        assertThat(all(tsdb)).isEqualTo(before);
      }
      assertThat(failures).isGreaterThan(3);
      files.watch((operation, path) -> {});
    }
    assertThat(files.held()).isZero();
  }
}

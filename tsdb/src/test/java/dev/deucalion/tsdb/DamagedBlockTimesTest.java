package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockMetaFile;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The time in a block's description, which has no checksum, says that the block begins later. */
class DamagedBlockTimesTest {
  private static final Path DIR = Path.of("/data");
  private static final Labels UP = Labels.of("__name__", "up");
  private static final long RANGE_MS = 10_000;

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withOverlapping(CompactionOptions.Overlapping.KEPT)
                  .withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(2 * RANGE_MS));

  private final SimulatedFiles files = new SimulatedFiles(5);

  private Tsdb open() throws IOException {
    return Tsdb.open(DIR, OPTIONS, new TsdbEnvironment(() -> 0, files, new Random(1), 1));
  }

  private static void append(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      assertThat(batch.append(batch.seriesRef(UP), timeMs, (double) timeMs))
          .isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
  }

  private static Map<Labels, NavigableMap<Long, Object>> samples(Tsdb tsdb) {
    return Reading.samples(tsdb, Long.MIN_VALUE, Long.MAX_VALUE, Matcher.equal("__name__", "up"));
  }

  /** Lets the description of the block of late samples say another beginning. */
  private void beginAt(BlockMeta block, long minTimeMs) throws IOException {
    Path path = DIR.resolve(block.ulid()).resolve(BlockMetaFile.NAME);
    byte[] changed =
        new String(files.read(path), StandardCharsets.UTF_8)
            .replace("\"minTime\": " + block.minTimeMs(), "\"minTime\": " + minTimeMs)
            .getBytes(StandardCharsets.UTF_8);
    try (WritableFile file = files.openForWriting(path)) {
      file.setSize(0);
      file.write(changed, 0, changed.length, 0);
    }
  }

  @Test
  void samplesComeInTheirOrder() throws Exception {
    Map<Labels, NavigableMap<Long, Object>> expected;
    BlockMeta late;
    try (Tsdb tsdb = open()) {
      for (long timeMs = 0; timeMs <= 2 * RANGE_MS; timeMs += 1000) {
        append(tsdb, timeMs);
      }
      for (long timeMs = 500; timeMs < RANGE_MS; timeMs += 1000) {
        append(tsdb, timeMs);
      }
      tsdb.compact();
      expected = samples(tsdb);
      assertThat(expected.get(UP)).hasSize(31);
      late =
          tsdb.blocks().stream()
              .filter(block -> block.compaction().hints().contains(BlockMeta.FROM_OUT_OF_ORDER))
              .findFirst()
              .orElseThrow();
    }
    beginAt(late, RANGE_MS / 2);
    try (Tsdb tsdb = open()) {
      assertThat(tsdb.blocks()).extracting(BlockMeta::minTimeMs).contains(RANGE_MS / 2);
      assertThat(samples(tsdb)).isEqualTo(expected);
    }
    assertThat(files.held()).isZero();
  }
}

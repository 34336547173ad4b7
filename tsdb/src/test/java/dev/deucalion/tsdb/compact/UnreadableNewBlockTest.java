package dev.deucalion.tsdb.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbEnvironment;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import dev.deucalion.tsdb.file.UnmappableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The head keeps its samples until the block that was made of them can be read. */
class UnreadableNewBlockTest {
  private static final long RANGE_MS = 100_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(CompactionOptions.DEFAULTS.withSchedule(Schedule.MANUAL));

  @TempDir private Path dir;

  @Test
  void samplesStayInTheHead() throws Exception {
    AtomicBoolean failing = new AtomicBoolean();
    try (Tsdb tsdb =
        Tsdb.open(
            dir,
            OPTIONS,
            TsdbEnvironment.SYSTEM.withFiles(UnmappableFiles.named("index", failing)))) {
      for (long timeMs = 0; timeMs < 2 * RANGE_MS; timeMs += 1_000) {
        try (Appender batch = tsdb.appender()) {
          batch.append(batch.seriesRef(Labels.of("__name__", "m")), timeMs, 1);
          batch.commit();
        }
      }
      Map<Labels, Map<Long, Long>> before = all(tsdb);
      failing.set(true);

      assertThatThrownBy(tsdb::compact)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("too many mappings");

      assertThat(tsdb.blocks()).isEmpty();
      assertThat(all(tsdb)).isEqualTo(before);
      failing.set(false);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Tsdb tsdb) {
    return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }
}

package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that stays open while the head goes far ahead of it. */
class SlowBatchTest {
  private static final long RANGE_MS = 100_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(CompactionOptions.DEFAULTS.withSchedule(Schedule.MANUAL));

  @TempDir private Path dir;

  @Test
  void itsSamplesAreNotLostToACompaction() throws Exception {
    Labels late = Labels.of("__name__", "late");
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      append(tsdb, 0);
      try (Appender slow = tsdb.appender()) {
        assertThat(slow.append(slow.seriesRef(late), 10, 7)).isEqualTo(AppendResult.APPENDED);
        append(tsdb, 2 * RANGE_MS);
        tsdb.compact();
        slow.commit();
      }
      assertThat(Reading.all(tsdb, 0, RANGE_MS).get(late)).containsOnlyKeys(10L);

      tsdb.compact();

      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(tsdb.blocks().getFirst().stats().samples()).isEqualTo(2);
      assertThat(Reading.all(tsdb, 0, RANGE_MS).get(late)).containsOnlyKeys(10L);
    }
  }

  private static void append(Tsdb tsdb, long timeMs) throws Exception {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "m")), timeMs, 1);
      batch.commit();
    }
  }
}

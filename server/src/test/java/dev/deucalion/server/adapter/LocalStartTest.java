package dev.deucalion.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.config.ProgramMode;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStartTest {
  private static final long NOW_MS = 1_000_000;
  private static final long RANGE_MS = 1_000;

  @Test
  void liesTwoBlocksAfterTheOldestBlockOrAfterNow(@TempDir Path directory) throws IOException {
    LateStorage storage = new LateStorage(ProgramMode.SERVER);
    LocalStart start = new LocalStart(storage, () -> NOW_MS, RANGE_MS);
    try (Tsdb tsdb = Tsdb.open(directory, TsdbOptions.DEFAULTS.withChunkRangeMs(RANGE_MS))) {
      storage.open(tsdb);
      write(tsdb, 3_100);
      assertThat(start.getAsLong()).isEqualTo(NOW_MS + 2 * RANGE_MS);
      write(tsdb, 9_000);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(start.getAsLong()).isEqualTo(tsdb.blocks().getFirst().minTimeMs() + 2 * RANGE_MS);
    }
  }

  private static void write(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "m")), timeMs, 1);
      batch.commit();
    }
  }
}

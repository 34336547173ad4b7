package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.UnmappableFiles;
import dev.deucalion.tsdb.restart.RestartFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart file that the file system does not give does not keep the store from starting. */
class UnreadableRestartFileTest {
  private static final Labels SERIES = Labels.of("__name__", "m");

  @TempDir private Path dir;

  @Test
  void theLogIsReplayedInstead() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS);
        Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(SERIES), 1_000, 7);
      batch.commit();
    }
    assertThat(dir.resolve(RestartFile.NAME)).exists();
    AtomicBoolean failing = new AtomicBoolean(true);
    try (Tsdb tsdb =
        Tsdb.open(
            dir,
            TsdbOptions.DEFAULTS,
            TsdbEnvironment.SYSTEM.withFiles(UnmappableFiles.named(RestartFile.NAME, failing)))) {
      assertThat(Reading.all(tsdb, 0, 2_000).get(SERIES)).containsOnlyKeys(1_000L);
    }
  }
}

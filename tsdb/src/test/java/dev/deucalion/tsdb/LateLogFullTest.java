package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import dev.deucalion.tsdb.wal.DiskFullException;
import dev.deucalion.tsdb.wal.WriteState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The disk is full when the log of samples out of order is written, and for no other file. */
class LateLogFullTest {
  private static final Path DIR = Path.of("/data");
  private static final long START_MS = 100_000;

  private final SimulatedFiles files = new SimulatedFiles(9);
  private final List<WriteState> told = new ArrayList<>();

  private Tsdb open() throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withWalSyncDelayMs(0)
            .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(80_000));
    Tsdb tsdb = Tsdb.open(DIR, options, new TsdbEnvironment(() -> 0, files, new Random(1), 1));
    tsdb.onStateChange(told::add);
    append(tsdb, START_MS);
    return tsdb;
  }

  private static void append(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      assertThat(batch.append(batch.seriesRef(Labels.of("__name__", "up")), timeMs, 1))
          .isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
  }

  /** Lets no room be there for the log of late samples, and as much as is given for others. */
  private void fill(long capacityBytes) {
    files.watch((operation, path) -> {
      if (operation == Operation.WRITE && path.startsWith(DIR.resolve("wbl"))) {
        files.setCapacity(capacityBytes);
        throw new IOException("No space left on device");
      }
    });
  }

  @Test
  void theStoreIsReadOnlyUntilThereIsRoom() throws IOException {
    try (Tsdb tsdb = open()) {
      fill(files.usedBytes() + 1000);
      assertThatThrownBy(() -> append(tsdb, START_MS - 1)).isInstanceOf(DiskFullException.class);
      assertThat(tsdb.stats().writeState()).isEqualTo(WriteState.DISK_FULL);
      files.watch((operation, path) -> {});
      assertThatThrownBy(() -> append(tsdb, START_MS - 1)).isInstanceOf(DiskFullException.class);
      files.setCapacity(SimulatedFiles.UNLIMITED);
      append(tsdb, START_MS - 1);
      assertThat(tsdb.stats().writeState()).isEqualTo(WriteState.WRITABLE);
    }
    assertThat(told)
        .containsExactly(WriteState.WRITABLE, WriteState.DISK_FULL, WriteState.WRITABLE);
  }

  @Test
  void roomIsFoundWhenNothingComesLateAnyMore() throws IOException {
    try (Tsdb tsdb = open()) {
      fill(files.usedBytes() + 1000);
      assertThatThrownBy(() -> append(tsdb, START_MS - 1)).isInstanceOf(DiskFullException.class);
      append(tsdb, START_MS + 1);
      assertThat(tsdb.stats().writeState()).as("no room").isEqualTo(WriteState.DISK_FULL);
      files.setCapacity(SimulatedFiles.UNLIMITED);
      append(tsdb, START_MS + 2);
      assertThat(tsdb.stats().writeState()).isEqualTo(WriteState.WRITABLE);
    }
  }
}

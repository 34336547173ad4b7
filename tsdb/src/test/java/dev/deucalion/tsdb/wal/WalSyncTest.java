package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No sync in these tests comes from the log's own thread. */
class WalSyncTest {
  private static final Path DIR = Path.of("/data/wal");
  private static final long HOUR_MS = 3_600_000;

  private final SimulatedFiles files = new SimulatedFiles(11);

  private WalWriter writer() throws IOException {
    return new WalWriter(
        files,
        DIR,
        new WalOptions(1 << 20, Compression.NONE, HOUR_MS),
        WalReplay.run(files, DIR, new RecordingConsumer(), new ReplayProgress()));
  }

  private static void write(WalWriter writer, long timeMs) throws IOException {
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, 1, timeMs, 0);
    writer.write(List.of(samples));
  }

  private static List<String> replay(SimulatedFiles found) throws IOException {
    RecordingConsumer consumer = new RecordingConsumer();
    assertThat(WalReplay.run(found, DIR, consumer, new ReplayProgress()).corruptions()).isZero();
    return consumer.seen();
  }

  @Test
  void aSegmentIsOnTheDiskBeforeTheNextOneBegins() throws Exception {
    try (WalWriter writer = writer()) {
      for (int i = 0; i < 100; i++) {
        write(writer, i);
      }
      List<SimulatedFiles> left = new ArrayList<>();
      files.watch((operation, path) -> {
        if (operation == Operation.CREATE) {
          left.add(files.afterPowerLoss());
        }
      });
      writer.cut();
      assertThat(left).hasSize(1);
      assertThat(replay(left.getFirst())).hasSize(200);
    }
  }

  @Test
  void afterASyncThatFailedBytesAreWrittenOnceMore() throws Exception {
    try (WalWriter writer = writer()) {
      write(writer, 1);
      files.watch((operation, path) -> {
        if (operation == Operation.SYNC) {
          throw new IOException("Input/output error");
        }
      });
      assertThatThrownBy(writer::cut).hasMessage("Input/output error");
      write(writer, 2);
      List<String> operations = new ArrayList<>();
      files.watch((operation, path) -> {
        if (path.endsWith("00000000") && operation != Operation.WRITE_REST) {
          operations.add(operation.name());
        }
      });
      assertThat(writer.cut()).isEqualTo(1);
      // Padding, the bytes that the failed sync did not take, and the sync that takes them.
      assertThat(operations).containsSubsequence("WRITE", "WRITE", "SYNC");
    }
    assertThat(replay(files)).containsExactly("sample 1 1 0.0", "end", "sample 1 2 0.0", "end");
  }
}

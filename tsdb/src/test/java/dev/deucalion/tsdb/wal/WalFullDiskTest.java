package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.time.Ticker;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WalFullDiskTest {
  private static final Path DIR = Path.of("/data/wal");

  private final SimulatedFiles files = new SimulatedFiles(5);
  private final List<String> expected = new ArrayList<>();

  private final WriteStates states = new WriteStates();

  private WalWriter writer() throws IOException {
    return new WalWriter(
        new LogEnvironment(files, Ticker.SYSTEM, states),
        DIR,
        new WalOptions(4 * WalLayout.PAGE_BYTES, Compression.NONE, 0),
        WalReplay.run(files, DIR, new RecordingConsumer(), new ReplayProgress()));
  }

  private void write(WalWriter writer, long timeMs) throws IOException {
    RecordBuffer samples = new RecordBuffer();
    List<String> lines = new ArrayList<>();
    for (long ref = 1; ref <= 1000; ref++) {
      RecordEncoder.sample(samples, ref, timeMs, 0);
      lines.add("sample " + ref + " " + timeMs + " 0.0");
    }
    writer.write(List.of(samples));
    expected.addAll(lines);
    expected.add("end");
  }

  private void checkLog() throws IOException {
    RecordingConsumer consumer = new RecordingConsumer();
    WalReplay.Result result = WalReplay.run(files, DIR, consumer, new ReplayProgress());
    assertThat(result.corruptions()).isZero();
    assertThat(consumer.seen()).isEqualTo(expected);
  }

  @Test
  void batchesAreRefusedWhileTheDiskIsFullAndTakenAfterwards() throws Exception {
    List<WriteState> told = new ArrayList<>();
    states.onChange(told::add);
    try (WalWriter writer = writer()) {
      files.setCapacity(200 << 10);
      long refused = 0;
      for (long time = 0; time < 40; time++) {
        try {
          write(writer, time);
        } catch (DiskFullException e) {
          assertThat(e)
              .hasMessageContaining("read-only until there is room")
              .hasMessageContaining("wal");
          refused++;
        }
      }
      assertThat(refused).isPositive();
      assertThat(writer.stats().state()).isEqualTo(WriteState.DISK_FULL);
      assertThat(writer.stats().writesFailed()).isEqualTo(refused);
      files.setCapacity(1 << 20);
      write(writer, 100);
      assertThat(writer.stats().state()).isEqualTo(WriteState.WRITABLE);
    }
    assertThat(told)
        .containsExactly(WriteState.WRITABLE, WriteState.DISK_FULL, WriteState.WRITABLE);
    checkLog();
  }

  @Test
  void aFullDiskIsNotTouched() throws Exception {
    try (WalWriter writer = writer()) {
      files.setCapacity(20 << 10);
      assertThatThrownBy(
              () -> {
                write(writer, 1);
                write(writer, 2);
              })
          .isInstanceOf(DiskFullException.class);
      AtomicInteger changes = new AtomicInteger();
      files.watch((operation, path) -> {
        if (operation != Operation.READ) {
          changes.incrementAndGet();
        }
      });
      assertThatThrownBy(() -> write(writer, 3)).isInstanceOf(DiskFullException.class);
      assertThat(changes.get()).isZero();
      files.setCapacity(SimulatedFiles.UNLIMITED);
    }
    checkLog();
  }

  @Test
  void aLogThatCannotBeginDoesNotCount() throws Exception {
    files.watch((operation, path) -> {
      if (operation == Operation.SYNC_DIRECTORY) {
        throw new IOException("Input/output error");
      }
    });
    assertThatThrownBy(this::writer).hasMessage("Input/output error");
    assertThat(states.logs()).isZero();
    files.watch((operation, path) -> {});
    try (WalWriter writer = writer()) {
      write(writer, 1);
      assertThat(states.logs()).isOne();
    }
    checkLog();
  }

  @Test
  void otherFailuresAreTriedAgain() throws Exception {
    try (WalWriter writer = writer()) {
      write(writer, 1);
      files.watch((operation, path) -> {
        if (operation == Operation.WRITE_REST) {
          throw new IOException("Input/output error");
        }
      });
      assertThatThrownBy(() -> write(writer, 2)).hasMessage("Input/output error");
      assertThat(writer.stats().state()).isEqualTo(WriteState.FAILING);
      files.watch((operation, path) -> {});
      write(writer, 3);
      assertThat(writer.stats().state()).isEqualTo(WriteState.WRITABLE);
    }
    checkLog();
  }
}

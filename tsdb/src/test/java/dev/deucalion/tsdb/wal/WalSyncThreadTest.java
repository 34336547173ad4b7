package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The log's own thread syncs, with and without success, while segments end and are closed. */
class WalSyncThreadTest {
  private static final Path DIR = Path.of("/data/wal");
  private static final int RECORDS = 300;
  private static final int SAMPLES = 1_000;
  private static final long HOUR_MS = 3_600_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SimulatedFiles files = new SimulatedFiles(5);

  private static void write(WalWriter writer, long timeMs) throws IOException {
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, 1, timeMs, 0);
    writer.write(List.of(samples));
  }

  private static int replayed(SimulatedFiles found) throws IOException {
    RecordingConsumer consumer = new RecordingConsumer();
    WalReplay.run(found, DIR, consumer, new ReplayProgress());
    // Each record is a sample and an end.
    return consumer.seen().size() / 2;
  }

  /** Every other sync of that thread fails. */
  private void failSyncs() {
    AtomicInteger syncs = new AtomicInteger();
    files.watch((operation, path) -> {
      if (operation == Operation.SYNC
          && Thread.currentThread().getName().equals("wal-sync")
          && syncs.incrementAndGet() % 2 == 0) {
        throw new IOException("Input/output error");
      }
    });
  }

  @Test
  void itGoesOnWithTheSegmentThatIsWritten() throws IOException {
    failSyncs();
    WalReplay.Result empty =
        WalReplay.run(files, DIR, new RecordingConsumer(), new ReplayProgress());
    try (WalWriter writer =
        new WalWriter(files, DIR, new WalOptions(1 << 20, Compression.NONE, 1), empty)) {
      for (int i = 0; i < RECORDS; i++) {
        write(writer, i);
        if (i % 7 == 0) {
          writer.cut();
        }
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(replayed(files.afterPowerLoss())).isEqualTo(RECORDS));
    }
    assertThat(files.held()).isZero();
    assertThat(replayed(files)).isEqualTo(RECORDS);
  }

  @Test
  void manyBytesDoNotWaitForTheDelay() throws IOException {
    assertSyncedBeforeTheDelay(RECORDS, SAMPLES);
  }

  @Test
  void oneBatchOfManyBytesDoesNotWaitForTheDelay() throws IOException {
    assertSyncedBeforeTheDelay(1, RECORDS * SAMPLES);
  }

  private void assertSyncedBeforeTheDelay(int batches, int samplesEach) throws IOException {
    files.createDirectories(DIR);
    try (WalWriter writer =
        new WalWriter(
            files,
            DIR,
            new WalOptions(16 << 20, Compression.NONE, HOUR_MS),
            WalReplay.Result.EMPTY)) {
      RecordBuffer samples = new RecordBuffer();
      for (int i = 0; i < samplesEach; i++) {
        RecordEncoder.sample(samples, i, i, 0);
      }
      for (int i = 0; i < batches; i++) {
        writer.write(List.of(samples));
      }
      assertThat(writer.stats().bytesWritten()).isBetween(2L << 20, 16L << 20);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(writer.stats().fsyncs().count()).isPositive());
    }
  }

  /** Whatever a sync ends with, the thread goes on and tries again. */
  @Test
  void aSyncThatFailsIsTriedAgainAndCounted() throws IOException {
    files.createDirectories(DIR);
    AtomicInteger syncs = new AtomicInteger();
    files.watch((operation, path) -> {
      if (operation == Operation.SYNC
          && Thread.currentThread().getName().equals("wal-sync")
          && syncs.incrementAndGet() <= 2) {
        if (syncs.get() == 1) {
          throw new IllegalStateException("out of the blue");
        }
        throw new IOException("Input/output error");
      }
    });
    try (WalWriter writer =
        new WalWriter(
            files, DIR, new WalOptions(1 << 20, Compression.NONE, 1), WalReplay.Result.EMPTY)) {
      write(writer, 1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(replayed(files.afterPowerLoss())).isEqualTo(1));
      assertThat(writer.stats().fsyncsFailed()).isEqualTo(2);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(writer.stats().fsyncs().count()).isPositive());
    }
  }
}

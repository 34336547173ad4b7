package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadOptions;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How many bytes restart files take beside the log, where it grows as fast as it does with very
 * many series, so that the least growth between two files does not matter.
 */
class RestartFileShareTest {
  private static final Path DIR = Path.of("/data");
  private static final Path WAL = DIR.resolve("wal");
  private static final int SERIES = 1_000;
  private static final int SAMPLES_PER_CHUNK = 120;
  private static final long STEP_MS = 15_000;

  /** A head of counters and its log. */
  private static final class Growing implements AutoCloseable {
    private final SimulatedFiles files = new SimulatedFiles(1);
    private final Random random = new Random(2);
    private final double[] values = new double[SERIES];
    private final Head head;
    private final WalWriter log;
    private long nowMs;
    private long fileBytes;
    private long writtenAt;
    private long allFileBytes;

    Growing() throws IOException {
      files.createDirectories(WAL);
      head =
          Head.withChunkFiles(
              new HeadOptions(7_200_000, SAMPLES_PER_CHUNK, 7), files, DIR.resolve("chunks_head"));
      log =
          new WalWriter(
              files, WAL, new WalOptions(16 << 20, Compression.SNAPPY, 0), WalReplay.Result.EMPTY);
      head.logTo(log);
    }

    private static Labels labels(int i) {
      return Labels.of(
          "__name__", "http_requests_total_" + i % 40,
          "instance", "10.0.0." + i / 40 + ":9100",
          "job", "node",
          "mode", "m" + i % 8);
    }

    private void append() throws IOException {
      nowMs += STEP_MS;
      try (Appender batch = head.appender()) {
        for (int i = 0; i < SERIES; i++) {
          values[i] += i % 4 == 0 ? 0 : random.nextInt(1_000);
          batch.append(batch.seriesRef(labels(i)), nowMs + random.nextInt(5), values[i]);
        }
        batch.commit();
      }
    }

    /**
     * Bytes of restart files for each byte that the log gets with so many more samples a series.
     */
    double share(int samples) throws IOException {
      long filesBefore = allFileBytes;
      long logBefore = log.stats().bytesWritten();
      for (int i = 0; i < samples; i++) {
        append();
        long written = log.stats().bytesWritten();
        if (RestartKeeper.isWorthAFile(written - writtenAt, fileBytes)) {
          writtenAt = written;
          fileBytes = head.writeImage(files, DIR, WAL);
          allFileBytes += fileBytes;
        }
      }
      return (double) (allFileBytes - filesBefore) / (log.stats().bytesWritten() - logBefore);
    }

    @Override
    public void close() throws IOException {
      try (log) {
        head.close();
      }
    }
  }

  @Test
  void aQuarterOfTheLogAndMoreWhileTheFirstChunksFill() throws Exception {
    try (Growing store = new Growing()) {
      double first = store.share(2 * SAMPLES_PER_CHUNK);
      double later = store.share(4 * SAMPLES_PER_CHUNK);
      assertThat(later).as("first %s", first).isBetween(0.20, 0.30);
      assertThat(first).as("later %s", later).isBetween(0.20, 0.60);
    }
  }
}

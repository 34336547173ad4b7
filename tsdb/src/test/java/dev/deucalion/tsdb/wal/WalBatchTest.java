package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch of several records comes back whole or not at all. */
class WalBatchTest {
  private static final FloatHistogram HISTOGRAM =
      new FloatHistogram(
          CounterResetHint.UNKNOWN,
          BucketLayout.exponential(0, 0, new int[] {0, 1}, new int[0]),
          0,
          1,
          1,
          new double[] {1},
          new double[0]);

  @TempDir private Path dir;

  private WalWriter writer(Path at, Compression compression) throws IOException {
    return new WalWriter(
        FileOps.SYSTEM,
        at,
        new WalOptions(1 << 20, compression, 0),
        WalReplay.run(FileOps.SYSTEM, at, new RecordingConsumer(), new ReplayProgress()));
  }

  private static List<String> replay(Path at) throws IOException {
    RecordingConsumer consumer = new RecordingConsumer();
    WalReplay.run(FileOps.SYSTEM, at, consumer, new ReplayProgress());
    return consumer.seen();
  }

  private static void writeBatch(WalWriter writer, long timeMs) throws IOException {
    RecordBuffer series = new RecordBuffer();
    RecordEncoder.series(series, timeMs, Labels.of("t", Long.toString(timeMs)));
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, timeMs, timeMs, 0);
    HistogramRecords histograms = new HistogramRecords();
    histograms.add(timeMs, timeMs, HISTOGRAM);
    List<RecordBuffer> batch = new ArrayList<>(List.of(series, samples));
    batch.addAll(histograms.records());
    for (RecordBuffer record : batch) {
      record.finish(writer.compression());
    }
    writer.write(batch);
  }

  @Test
  void tornAtAnyByte() throws Exception {
    for (Compression compression : Compression.values()) {
      Path log = dir.resolve(compression.name());
      long firstEnd;
      long secondEnd;
      try (WalWriter writer = writer(log, compression)) {
        writeBatch(writer, 1);
        firstEnd = writer.stats().bytesWritten();
        writeBatch(writer, 2);
        secondEnd = writer.stats().bytesWritten();
      }
      List<String> whole = replay(log);
      List<String> first = whole.subList(0, whole.size() / 2);
      assertThat(first).hasSize(6);
      byte[] bytes = Files.readAllBytes(log.resolve("00000000"));
      Path torn = dir.resolve("torn");
      Files.createDirectories(torn);
      for (int end = (int) firstEnd; end <= secondEnd; end++) {
        Files.write(torn.resolve("00000000"), Arrays.copyOf(bytes, end));
        assertThat(replay(torn)).as("torn at %s", end).isEqualTo(end < secondEnd ? first : whole);
      }
    }
  }

  @Test
  void aMarkAloneIsNotABatch() throws Exception {
    byte[] data = {(byte) RecordType.BATCH.code(), 3};
    int crc = WalLayout.checksum(data, 0, 2);
    byte[] fragment = {
      1, 0, 2, (byte) (crc >>> 24), (byte) (crc >>> 16), (byte) (crc >>> 8), (byte) crc, data[0], 3
    };
    Files.write(dir.resolve("00000000"), fragment);
    RecordingConsumer consumer = new RecordingConsumer();
    assertThat(WalReplay.run(FileOps.SYSTEM, dir, consumer, new ReplayProgress()).corruptions())
        .isEqualTo(1);
    assertThat(consumer.seen()).isEmpty();
    assertThat(Files.size(dir.resolve("00000000"))).isZero();
  }
}

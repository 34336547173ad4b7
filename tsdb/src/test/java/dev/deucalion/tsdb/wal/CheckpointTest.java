package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final WalOptions OPTIONS =
      new WalOptions(WalLayout.PAGE_BYTES, Compression.SNAPPY, 0);

  @TempDir private Path dir;

  private WalWriter writer(FileOps files) throws IOException {
    return new WalWriter(
        files,
        dir,
        OPTIONS,
        WalReplay.run(files, dir, new RecordingConsumer(), new ReplayProgress()));
  }

  private List<String> replay() throws IOException {
    return replay(FileOps.SYSTEM);
  }

  private List<String> replay(FileOps files) throws IOException {
    RecordingConsumer consumer = new RecordingConsumer();
    assertThat(WalReplay.run(files, dir, consumer, new ReplayProgress()).corruptions()).isZero();
    return consumer.seen().stream().filter(line -> !line.equals("end")).toList();
  }

  /** Writes a segment with two series and a sample of each at a time. */
  private static void writeSegment(WalWriter writer, long timeMs) throws IOException {
    RecordBuffer series = new RecordBuffer();
    RecordBuffer samples = new RecordBuffer();
    for (long ref = 1; ref <= 2; ref++) {
      RecordEncoder.series(series, ref, Labels.of("ref", Long.toString(ref)));
      RecordEncoder.sample(samples, ref, timeMs, Double.doubleToRawLongBits((double) timeMs));
    }
    writer.write(List.of(series, samples));
    writer.cut();
  }

  @Test
  void lowerTwoThirdsBecomeACheckpoint() throws Exception {
    try (WalWriter writer = writer(FileOps.SYSTEM)) {
      for (int i = 0; i < 7; i++) {
        writeSegment(writer, i);
      }
      long last = writer.truncate(() -> (ref, segment) -> ref == 2, 3);
      assertThat(last).isEqualTo(4);
      assertThat(FileOps.SYSTEM.list(dir))
          .containsExactly("00000005", "00000006", "00000007", "checkpoint.00000004");
      assertThat(writer.stats().checkpoints().created()).isEqualTo(1);
      assertThat(writer.stats().sizeBytes()).isEqualTo(3L * WalLayout.PAGE_BYTES);
    }
    assertThat(replay())
        .containsExactly(
            "series 2 {ref=\"2\"}",
            "series 2 {ref=\"2\"}",
            "series 2 {ref=\"2\"}",
            "series 2 {ref=\"2\"}",
            "sample 2 3 3.0",
            "series 2 {ref=\"2\"}",
            "sample 2 4 4.0",
            "series 1 {ref=\"1\"}",
            "series 2 {ref=\"2\"}",
            "sample 1 5 5.0",
            "sample 2 5 5.0",
            "series 1 {ref=\"1\"}",
            "series 2 {ref=\"2\"}",
            "sample 1 6 6.0",
            "sample 2 6 6.0");
  }

  @Test
  void fewSegmentsStay() throws Exception {
    try (WalWriter writer = writer(FileOps.SYSTEM)) {
      writeSegment(writer, 1);
      writeSegment(writer, 2);
      assertThat(writer.truncate(() -> (ref, segment) -> true, 100)).isEqualTo(-1);
      assertThat(FileOps.SYSTEM.list(dir)).containsExactly("00000000", "00000001", "00000002");
    }
  }

  @Test
  void aCheckpointTakesOverTheOneBefore() throws Exception {
    try (WalWriter writer = writer(FileOps.SYSTEM)) {
      for (int i = 0; i < 7; i++) {
        writeSegment(writer, i);
      }
      writer.truncate(() -> (ref, segment) -> true, 2);
      for (int i = 7; i < 12; i++) {
        writeSegment(writer, i);
      }
      List<String> before = replay();
      assertThat(writer.truncate(() -> (ref, segment) -> true, 2)).isEqualTo(9);
      assertThat(FileOps.SYSTEM.list(dir))
          .containsExactly("00000010", "00000011", "00000012", "checkpoint.00000009");
      assertThat(replay()).isEqualTo(before);
    }
  }

  @Test
  void everyKindOfRecordIsFiltered() throws Exception {
    IntHistogram histogram =
        new IntHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.custom(new int[] {0, 1}, new double[] {1}),
            0,
            1,
            1,
            new long[] {1},
            new long[0]);
    try (WalWriter writer = writer(FileOps.SYSTEM)) {
      RecordBuffer series = new RecordBuffer();
      HistogramRecords histograms = new HistogramRecords();
      RecordBuffer exemplars = new RecordBuffer();
      RecordBuffer stones = new RecordBuffer();
      RecordBuffer metadata = new RecordBuffer();
      for (long ref = 1; ref <= 2; ref++) {
        RecordEncoder.series(series, ref, Labels.of("ref", Long.toString(ref)));
        for (long timeMs = 9; timeMs <= 10; timeMs++) {
          histograms.add(ref, timeMs, histogram);
          histograms.add(ref, timeMs, histogram.toFloat());
          RecordEncoder.exemplar(exemplars, ref, new Exemplar(Labels.EMPTY, 1, timeMs));
          RecordEncoder.tombstone(stones, ref, 0, timeMs);
          RecordEncoder.metadata(
              metadata, ref, new Metadata(MetricType.GAUGE, "", Long.toString(timeMs)));
        }
      }
      List<RecordBuffer> batch = new ArrayList<>(List.of(series, metadata));
      batch.addAll(histograms.records());
      batch.addAll(List.of(exemplars, stones));
      writer.write(batch);
      for (int i = 0; i < 4; i++) {
        writer.cut();
        writer.write(List.of(series));
      }
      writer.truncate(() -> (ref, segment) -> ref == 1, 10);
    }
    assertThat(replay().stream().filter(line -> !line.startsWith("series")).toList())
        .containsExactly(
            "histogram 1 10 " + histogram,
            "histogram 1 10 " + histogram.toFloat(),
            "exemplar 1 " + new Exemplar(Labels.EMPTY, 1, 10),
            "tombstone 1 0 10",
            "metadata 1 " + new Metadata(MetricType.GAUGE, "", "10"));
  }

  @Test
  void damageStopsACheckpointAndLosesNothing() throws Exception {
    try (WalWriter writer = writer(FileOps.SYSTEM)) {
      for (int i = 0; i < 7; i++) {
        writeSegment(writer, i);
      }
      byte[] segment = Files.readAllBytes(dir.resolve("00000001"));
      segment[20] ^= 1;
      Files.write(dir.resolve("00000001"), segment);
      assertThatThrownBy(() -> writer.truncate(() -> (ref, last) -> true, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("00000001")
          .hasMessageContaining("crc32c");
      assertThat(writer.stats().checkpoints().creationsFailed()).isEqualTo(1);
      assertThat(FileOps.SYSTEM.list(dir)).hasSize(8).noneMatch(n -> n.startsWith("checkpoint"));
    }
  }

  /** Wherever a truncation ends, by a kill or a loss of power, the log says what it said before. */
  @Test
  void endAtAnyOperation() throws Exception {
    SimulatedFiles files = new SimulatedFiles(1);
    List<SimulatedFiles> left = new ArrayList<>();
    List<String> before;
    try (WalWriter writer = writer(files)) {
      for (int i = 0; i < 7; i++) {
        writeSegment(writer, i);
      }
      writer.truncate(() -> (ref, last) -> true, 0);
      for (int i = 7; i < 11; i++) {
        writeSegment(writer, i);
      }
      before = replay(files);
      files.watch((operation, path) -> {
        left.add(files.afterKill());
        left.add(files.afterPowerLoss());
      });
      assertThat(writer.truncate(() -> (ref, last) -> true, 0)).isPositive();
      files.watch((operation, path) -> {});
    }
    assertThat(left).hasSizeGreaterThan(30);
    for (int i = 0; i < left.size(); i++) {
      SimulatedFiles found = left.get(i);
      assertThat(replay(found)).as("end %s", i).isEqualTo(before);
      writer(found).close();
      assertThat(found.list(dir)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }
}

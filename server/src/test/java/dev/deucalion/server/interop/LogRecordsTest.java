package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.HistogramRecords;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordEncoder;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's promtool reads a log of ours with a checkpoint and every kind of record it knows. */
@Tag("interop")
class LogRecordsTest {
  private static final long FIRST_MS = 1000;
  private static final Histogram HISTOGRAM =
      new IntHistogram(
          CounterResetHint.UNKNOWN,
          BucketLayout.exponential(0, 0.5, new int[] {0, 2}, new int[0]),
          1,
          6,
          10,
          new long[] {2, 3},
          new long[0]);

  @TempDir private Path dir;
  @TempDir private Path scratch;

  /** A batch of all kinds for the series 1 and 2, with its mark in front. */
  private static void writeBatch(WalWriter log, long timeMs) throws IOException {
    RecordBuffer series = new RecordBuffer();
    if (timeMs == FIRST_MS) {
      RecordEncoder.series(series, 1, Labels.of("__name__", "floats"));
      RecordEncoder.series(series, 2, Labels.of("__name__", "histograms"));
    }
    RecordBuffer metadata = new RecordBuffer();
    RecordEncoder.metadata(metadata, 1, new Metadata(MetricType.GAUGE, "s", "Help."));
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, 1, timeMs, Double.doubleToRawLongBits(timeMs / 1000.0));
    HistogramRecords histograms = new HistogramRecords();
    histograms.add(2, timeMs, HISTOGRAM);
    RecordBuffer exemplars = new RecordBuffer();
    RecordEncoder.exemplar(exemplars, 1, new Exemplar(Labels.of("trace", "a"), 1, timeMs));
    List<RecordBuffer> batch = new ArrayList<>(List.of(series, metadata, samples));
    batch.addAll(histograms.records());
    batch.add(exemplars);
    batch.forEach(record -> record.finish(log.compression()));
    log.write(batch);
  }

  @Test
  void promtoolReadsALogOfAllKinds() throws Exception {
    Peers.installed("promtool");
    Path wal = Files.createDirectories(dir.resolve("wal"));
    WalOptions options = new WalOptions(32 << 10, Compression.SNAPPY, 0);
    try (WalWriter log = new WalWriter(FileOps.SYSTEM, wal, options, WalReplay.Result.EMPTY)) {
      for (int i = 1; i <= 9; i++) {
        writeBatch(log, i * FIRST_MS);
        log.cut();
      }
      RecordBuffer stone = new RecordBuffer();
      RecordEncoder.tombstone(stone, 1, 8000, 8000);
      log.write(List.of(stone));
      assertThat(log.truncate(() -> (ref, last) -> true, 3000)).isEqualTo(5);
    }
    Tool.Result dump = Tool.run(scratch, "", List.of("promtool", "tsdb", "dump", dir.toString()));
    assertThat(dump.exitCode()).as(dump.output()).isZero();
    assertThat(dump.output().lines().filter(line -> line.startsWith("{__name__=\"floats\"")))
        .containsExactly(
            "{__name__=\"floats\"} 3 3000",
            "{__name__=\"floats\"} 4 4000",
            "{__name__=\"floats\"} 5 5000",
            "{__name__=\"floats\"} 6 6000",
            "{__name__=\"floats\"} 7 7000",
            "{__name__=\"floats\"} 9 9000");
  }
}

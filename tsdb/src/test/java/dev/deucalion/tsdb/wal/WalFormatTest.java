package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalFormatTest {
  private static final String SERIES = "01000000000000000101085f5f6e616d655f5f027570";
  private static final String SAMPLES = "02000000000000000100000000000003e800003ff8000000000000";

  @TempDir private Path dir;

  private static byte[] fragment(String hex) {
    byte[] data = HexFormat.of().parseHex(hex);
    CRC32C crc = new CRC32C();
    crc.update(data);
    return ByteBuffer.allocate(7 + data.length)
        .put((byte) 1)
        .putShort((short) data.length)
        .putInt((int) crc.getValue())
        .put(data)
        .array();
  }

  private WalWriter writer(Compression compression, int segmentBytes) throws IOException {
    return new WalWriter(
        FileOps.SYSTEM,
        dir,
        new WalOptions(segmentBytes, compression, 0),
        WalReplay.run(FileOps.SYSTEM, dir, new RecordingConsumer(), new ReplayProgress()));
  }

  private List<String> replay() throws IOException {
    RecordingConsumer collector = new RecordingConsumer();
    assertThat(WalReplay.run(FileOps.SYSTEM, dir, collector, new ReplayProgress()).corruptions())
        .isZero();
    return collector.seen();
  }

  /** The worked example of docs/formats/wal.md. */
  @Test
  void goldenBytes() throws Exception {
    RecordBuffer series = new RecordBuffer();
    RecordEncoder.series(series, 1, Labels.of("__name__", "up"));
    series.finish(Compression.NONE);
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, 1, 1000, Double.doubleToRawLongBits(1.5));
    samples.finish(Compression.NONE);
    try (WalWriter writer = writer(Compression.NONE, 1 << 20)) {
      writer.write(List.of(series, samples));
    }
    byte[] first = fragment(SERIES);
    byte[] second = fragment(SAMPLES);
    byte[] page = Arrays.copyOf(first, WalLayout.PAGE_BYTES);
    System.arraycopy(second, 0, page, first.length, second.length);
    assertThat(Files.readAllBytes(dir.resolve("00000000"))).isEqualTo(page);
    assertThat(replay())
        .containsExactly("series 1 {__name__=\"up\"}", "end", "sample 1 1000 1.5", "end");
  }

  @Test
  void recordsOfAnyLengthComeBack() throws Exception {
    for (Compression compression : Compression.values()) {
      Random random = new Random(9);
      List<String> expected = replay();
      try (WalWriter writer = writer(compression, 2 * WalLayout.PAGE_BYTES)) {
        for (int i = 0; i < 300; i++) {
          RecordBuffer samples = new RecordBuffer();
          int count = 1 << random.nextInt(i % 50 == 0 ? 15 : 9);
          for (int k = 0; k < count; k++) {
            double value = random.nextDouble();
            RecordEncoder.sample(samples, k + 1L, i, Double.doubleToRawLongBits(value));
            expected.add("sample " + (k + 1) + " " + i + " " + value);
          }
          expected.add("end");
          samples.finish(compression);
          writer.write(List.of(new RecordBuffer(), samples));
        }
        assertThat(writer.stats().segment()).isPositive();
      }
      assertThat(replay()).isEqualTo(expected);
    }
  }

  @Test
  void checkpointComesBeforeTheSegmentsAfterIt() throws Exception {
    Path checkpoint = Files.createDirectories(dir.resolve("checkpoint.00000004"));
    Files.createDirectories(dir.resolve("checkpoint.00000003"));
    Files.write(checkpoint.resolve("00000000"), fragment(SERIES));
    Files.write(dir.resolve("00000004"), fragment(SERIES));
    Files.write(dir.resolve("00000005"), fragment(SAMPLES));
    assertThat(replay())
        .containsExactly("series 1 {__name__=\"up\"}", "end", "sample 1 1000 1.5", "end");
    assertThat(
            WalReplay.run(FileOps.SYSTEM, dir, new RecordingConsumer(), new ReplayProgress())
                .nextSegment())
        .isEqualTo(6);
  }
}

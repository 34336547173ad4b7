package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples of docs/formats/checkpoint.md and docs/formats/wbl.md. */
class CheckpointFormatTest {
  @TempDir private Path dir;

  private WalWriter writer() throws IOException {
    return new WalWriter(
        FileOps.SYSTEM,
        dir,
        new WalOptions(1 << 20, Compression.NONE, 0),
        WalReplay.run(FileOps.SYSTEM, dir, new RecordingConsumer(), new ReplayProgress()));
  }

  /** A segment of one page with whole records. */
  private static byte[] page(String... records) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    for (String hex : records) {
      byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
      page.writeBytes(
          ByteBuffer.allocate(WalLayout.FRAGMENT_HEADER_BYTES)
              .put((byte) 1)
              .putShort((short) data.length)
              .putInt(WalLayout.checksum(data, 0, data.length))
              .array());
      page.writeBytes(data);
    }
    return Arrays.copyOf(page.toByteArray(), WalLayout.PAGE_BYTES);
  }

  private static RecordBuffer samples(long timeMs) {
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, 1, timeMs, Double.doubleToRawLongBits(1));
    RecordEncoder.sample(samples, 2, timeMs, Double.doubleToRawLongBits(2));
    return samples;
  }

  @Test
  void checkpoint() throws Exception {
    RecordBuffer series = new RecordBuffer();
    RecordEncoder.series(series, 1, Labels.of("a", "s1"));
    RecordEncoder.series(series, 2, Labels.of("a", "s2"));
    try (WalWriter writer = writer()) {
      writer.write(List.of(series, samples(1000)));
      writer.cut();
      for (int i = 2; i <= 4; i++) {
        writer.write(List.of(samples(i * 1000L)));
        if (i < 4) {
          writer.cut();
        }
      }
      assertThat(writer.truncate(() -> (ref, last) -> ref == 2, 2000)).isEqualTo(1);
    }
    assertThat(Files.readAllBytes(dir.resolve("checkpoint.00000001/00000000")))
        .isEqualTo(
            page(
                "01 0000000000000002 01 01 61 02 7332",
                "02 0000000000000002 00000000000007d0 00 00 4000000000000000"));
  }

  @Test
  void samplesOutOfOrder() throws Exception {
    RecordBuffer marks = new RecordBuffer();
    RecordEncoder.chunkMarker(marks, 7, 1L << 32 | 8);
    RecordBuffer samples = new RecordBuffer();
    RecordEncoder.sample(samples, 7, 1000, Double.doubleToRawLongBits(2));
    try (WalWriter writer = writer()) {
      writer.write(List.of(marks, samples));
    }
    assertThat(Files.readAllBytes(dir.resolve("00000000")))
        .isEqualTo(
            page(
                "05 0000000000000007 0000000100000008",
                "02 0000000000000007 00000000000003e8 00 00 4000000000000000"));
    RecordingConsumer consumer = new RecordingConsumer();
    WalReplay.run(FileOps.SYSTEM, dir, consumer, new ReplayProgress());
    assertThat(consumer.seen())
        .containsExactly("marker 7 4294967304", "end", "sample 7 1000 2.0", "end");
  }
}

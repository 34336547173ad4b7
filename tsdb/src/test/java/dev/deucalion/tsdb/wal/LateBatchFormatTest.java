package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks of batches with samples out of order, in both logs. */
class LateBatchFormatTest {
  private static final String SAMPLE_1 =
      "02 0000000000000007 00000000000007d0 00 00 3ff0000000000000";
  private static final String SAMPLE_2 =
      "02 0000000000000007 00000000000003e8 00 00 4000000000000000";

  @TempDir private Path dir;

  private WalWriter writer() throws IOException {
    return new WalWriter(
        FileOps.SYSTEM,
        dir,
        new WalOptions(1 << 20, Compression.NONE, 0),
        WalReplay.run(FileOps.SYSTEM, dir, new RecordingConsumer(), new ReplayProgress()));
  }

  private static RecordBuffer sample(long timeMs, double value) {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.sample(record, 7, timeMs, Double.doubleToRawLongBits(value));
    return record;
  }

  /** Whole records, each in a fragment of its own. */
  private static byte[] fragments(String... records) {
    ByteBuffer bytes = ByteBuffer.allocate(WalLayout.PAGE_BYTES);
    for (String record : records) {
      byte[] data = HexFormat.of().parseHex(record.replace(" ", ""));
      bytes.put((byte) WalLayout.FULL).putShort((short) data.length);
      bytes.putInt(WalLayout.checksum(data, 0, data.length)).put(data);
    }
    return bytes.array();
  }

  @Test
  void inTheLogOfSamplesOutOfOrder() throws Exception {
    LogPosition origin = new LogPosition(2, 96);
    try (WalWriter writer = writer()) {
      writer.writeAll(List.of(LogBatch.late(List.of(sample(1000, 2)), origin)));
    }
    assertThat(Files.readAllBytes(dir.resolve("00000000")))
        .isEqualTo(fragments("ff 01 00 02 60", SAMPLE_2));
    List<BatchMark> marks = new ArrayList<>();
    replay(marks, WalConsumer.Wanted.ALL, List.of("sample 7 1000 2.0", "end"));
    assertThat(marks).containsExactly(new BatchMark(new LogPosition(0, 0), 1, 0, origin));
  }

  @Test
  void inTheWriteAheadLog() throws Exception {
    LogBatch batch = LogBatch.of(List.of(sample(2000, 1), sample(1000, 2)), 1);
    try (WalWriter writer = writer()) {
      writer.write(List.of(sample(1, 1)));
      writer.writeAll(List.of(batch));
      assertThat(batch.position()).isEqualTo(new LogPosition(0, 34));
    }
    String before = "02 0000000000000007 0000000000000001 00 00 3ff0000000000000";
    assertThat(Files.readAllBytes(dir.resolve("00000000")))
        .isEqualTo(fragments(before, "ff 02 01", SAMPLE_1, SAMPLE_2));
    List<BatchMark> marks = new ArrayList<>();
    List<String> first = List.of("sample 7 1 1.0", "end", "sample 7 2000 1.0", "end");
    replay(marks, WalConsumer.Wanted.IN_ORDER_ONLY, first);
    assertThat(marks).containsExactly(new BatchMark(new LogPosition(0, 34), 2, 1, null));

    RecordingConsumer late = new RecordingConsumer();
    List<LogBatch> read =
        LateRecords.read(FileOps.SYSTEM, dir, List.of(new LogPosition(0, 34)), late);
    assertThat(late.seen()).containsExactly("sample 7 1000 2.0", "end");
    assertThat(read).hasSize(1);
    assertThat(read.getFirst().origin()).isEqualTo(new LogPosition(0, 34));
  }

  /** A segment ends before a batch that nobody wants. */
  @Test
  void cutBeforeABatch() throws Exception {
    try (WalWriter writer = writer()) {
      writer.writeAll(List.of(LogBatch.late(List.of(sample(1000, 2)), new LogPosition(0, 0))));
    }
    replay(new ArrayList<>(), WalConsumer.Wanted.NOTHING_MORE, List.of());
    assertThat(Files.size(dir.resolve("00000000"))).isZero();
  }

  private void replay(List<BatchMark> marks, WalConsumer.Wanted wanted, List<String> expected)
      throws IOException {
    RecordingConsumer samples =
        new RecordingConsumer() {
          @Override
          public Wanted batch(BatchMark mark) {
            marks.add(mark);
            return wanted;
          }
        };
    WalReplay.run(FileOps.SYSTEM, dir, samples, new ReplayProgress());
    assertThat(samples.seen()).isEqualTo(expected);
  }
}

package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalDamageTest {
  @TempDir private Path dir;

  private WalWriter writer() throws IOException {
    return new WalWriter(
        FileOps.SYSTEM,
        dir,
        new WalOptions(1 << 20, Compression.ZSTD, 0),
        replay(new RecordingConsumer()));
  }

  private WalReplay.Result replay(RecordingConsumer consumer) throws IOException {
    return WalReplay.run(FileOps.SYSTEM, dir, consumer, new ReplayProgress());
  }

  /** Six segments of one series each, the first four of them in a checkpoint. */
  @BeforeEach
  void writeLog() throws Exception {
    try (WalWriter writer = writer()) {
      for (int i = 1; i <= 6; i++) {
        RecordBuffer series = new RecordBuffer();
        RecordEncoder.series(series, i, Labels.of("i", Integer.toString(i)));
        writer.write(List.of(series));
        writer.cut();
      }
      assertThat(writer.truncate(() -> (ref, last) -> true, 0)).isEqualTo(3);
    }
  }

  @Test
  void aDamagedCheckpointIsCutOnce() throws Exception {
    Path segment = dir.resolve("checkpoint.00000003/00000000");
    byte[] bytes = Files.readAllBytes(segment);
    int record = 7 + 8 + 1 + 1 + 2 + 2 + 1;
    bytes[2 * record + 10] ^= 4;
    Files.write(segment, bytes);
    RecordingConsumer first = new RecordingConsumer();
    assertThat(replay(first).corruptions()).isEqualTo(1);
    RecordingConsumer second = new RecordingConsumer();
    assertThat(replay(second).corruptions()).isZero();
    assertThat(second.seen()).isEqualTo(first.seen()).contains("series 5 {i=\"5\"}");
    try (WalWriter writer = writer()) {
      for (int i = 0; i < 3; i++) {
        writer.cut();
        RecordBuffer series = new RecordBuffer();
        RecordEncoder.series(series, 9, Labels.of("i", "9"));
        writer.write(List.of(series));
      }
      assertThat(writer.truncate(() -> (ref, last) -> true, 0)).isGreaterThan(3);
    }
    assertThat(replay(new RecordingConsumer()).corruptions()).isZero();
  }

  @Test
  void aDirectoryInThePlaceOfASegmentIsLeftAlone() throws Exception {
    Path inTheMidst = dir.resolve("00000004");
    Files.delete(inTheMidst);
    Files.createDirectories(inTheMidst.resolve("00000000"));
    Path last = Files.createDirectories(dir.resolve("00000007"));
    RecordingConsumer consumer = new RecordingConsumer();
    WalReplay.Result result = replay(consumer);
    assertThat(result.corruptions()).isEqualTo(2);
    assertThat(result.nextSegment()).isEqualTo(8);
    assertThat(consumer.seen()).contains("series 6 {i=\"6\"}").doesNotContain("series 5 {i=\"5\"}");
    assertThat(WalCheck.problems(FileOps.SYSTEM, dir, LogKind.WRITE_AHEAD))
        .hasSize(2)
        .allMatch(line -> line.endsWith("expected a segment, found a directory"));
    try (WalWriter writer = writer()) {
      RecordBuffer series = new RecordBuffer();
      RecordEncoder.series(series, 9, Labels.of("i", "9"));
      for (int i = 0; i < 5; i++) {
        writer.write(List.of(series));
        writer.cut();
      }
      assertThat(writer.truncate(() -> (ref, segment) -> true, 0)).isGreaterThan(7);
    }
    assertThat(inTheMidst.resolve("00000000")).isDirectory();
    assertThat(last).isDirectory();
    RecordingConsumer after = new RecordingConsumer();
    assertThat(replay(after).corruptions()).isZero();
    assertThat(after.seen()).contains("series 6 {i=\"6\"}", "series 9 {i=\"9\"}");
  }

  @Test
  void aLogWithoutCheckpointsLosesItsOldSegments() throws Exception {
    try (WalWriter writer = writer()) {
      long before = writer.stats().sizeBytes();
      writer.deleteBefore(6);
      assertThat(writer.stats().sizeBytes()).isEqualTo(before - 2L * WalLayout.PAGE_BYTES);
      writer.deleteBefore(Long.MAX_VALUE);
      assertThat(FileOps.SYSTEM.list(dir)).containsExactly("00000007", "checkpoint.00000003");
    }
  }
}

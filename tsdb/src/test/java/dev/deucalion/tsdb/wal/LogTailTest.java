package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  private static final WalOptions OPTIONS =
      new WalOptions(WalLayout.PAGE_BYTES, Compression.SNAPPY, 0);

  @TempDir private Path dir;

  private WalWriter writer() throws IOException {
    return new WalWriter(
        FileOps.SYSTEM,
        dir,
        OPTIONS,
        WalReplay.run(FileOps.SYSTEM, dir, new RecordingConsumer(), new ReplayProgress()));
  }

  private static void writeSeries(WalWriter writer, long ref) throws IOException {
    RecordBuffer record = new RecordBuffer();
    RecordEncoder.series(record, ref, Labels.of("ref", Long.toString(ref)));
    record.finish(Compression.SNAPPY);
    writer.write(List.of(record));
  }

  private static void writeSamples(WalWriter writer, long firstTimeMs, int count)
      throws IOException {
    RecordBuffer record = new RecordBuffer();
    for (int i = 0; i < count; i++) {
      RecordEncoder.sample(record, 1, firstTimeMs + i, 0x1234_5678_9abcL * (firstTimeMs + i));
    }
    record.finish(Compression.SNAPPY);
    writer.write(List.of(record));
  }

  /** Reads all that there is: times of samples, and refs of series below zero. */
  private static List<Long> read(LogTail tail) throws IOException {
    List<Long> read = new ArrayList<>();
    for (DecodedRecord record = tail.next(); record != null; record = tail.next()) {
      for (int i = 0; i < record.count(); i++) {
        read.add(
            record.kind() == DecodedRecord.Kind.SERIES ? -record.refs()[i] : record.timesMs()[i]);
      }
    }
    return read;
  }

  @Test
  void givesWhatIsWrittenWhileItIsWritten() throws IOException {
    Random random = new Random(1);
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      assertThat(tail.readCheckpoint(new RecordingConsumer())).isEqualTo(-1);
      assertThat(tail.next()).isNull();
      long timeMs = 0;
      for (int round = 0; round < 200; round++) {
        List<Long> written = new ArrayList<>();
        for (int batch = random.nextInt(4); batch > 0; batch--) {
          int count = 1 + random.nextInt(2_000);
          writeSamples(writer, timeMs, count);
          for (int i = 0; i < count; i++) {
            written.add(timeMs++);
          }
        }
        assertThat(read(tail)).as("round %s", round).isEqualTo(written);
        assertThat(tail.position()).isEqualTo(writer.end());
      }
      assertThat(writer.segment()).isGreaterThan(10);
      assertThat(tail.damages()).isZero();
    }
  }

  @Test
  void givesOnlySeriesBeforeTheStart() throws IOException {
    try (WalWriter writer = writer()) {
      writeSeries(writer, 1);
      writeSamples(writer, 10, 2);
      LogPosition start = writer.end();
      writeSeries(writer, 2);
      writeSamples(writer, 20, 2);
      writer.cut();
      writeSamples(writer, 30, 1);
      try (LogTail tail = writer.tail(start)) {
        tail.readCheckpoint(new RecordingConsumer());
        assertThat(read(tail)).containsExactly(-1L, -2L, 20L, 21L, 30L);
      }
    }
  }

  @Test
  void seriesOfTheCheckpointComeFirst() throws IOException {
    try (WalWriter writer = writer()) {
      writeSeries(writer, 1);
      for (int i = 0; i < 6; i++) {
        writeSamples(writer, i, 1);
        writer.cut();
      }
      assertThat(writer.truncate(() -> (ref, last) -> true, Long.MAX_VALUE)).isPositive();
      RecordingConsumer found = new RecordingConsumer();
      try (LogTail tail = writer.tail(new LogPosition(5, 0))) {
        assertThat(tail.readCheckpoint(found)).isEqualTo(tail.lastCheckpoint());
        assertThat(found.seen()).anyMatch(line -> line.contains("ref"));
        assertThat(read(tail)).containsExactly(5L);
      }
    }
  }

  @Test
  void passesOverSegmentsThatAreGone() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      for (int i = 0; i < 4; i++) {
        writeSamples(writer, i, 1);
        writer.cut();
      }
      writer.deleteBefore(2);
      assertThat(read(tail)).containsExactly(2L, 3L);
    }
  }

  @Test
  void saysThatSegmentsWentIntoACheckpointWhoseSeriesItDoesNotKnow() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      assertThat(read(tail)).isEmpty();
      writeSeries(writer, 1);
      for (int i = 0; i < 6; i++) {
        writeSamples(writer, i, 1);
        writer.cut();
      }
      writer.truncate(() -> (ref, last) -> true, Long.MAX_VALUE);
      assertThatThrownBy(() -> read(tail)).hasMessageContaining("are gone before they were read");
      RecordingConsumer found = new RecordingConsumer();
      try (LogTail another = writer.tail(tail.position())) {
        another.readCheckpoint(found);
        assertThat(found.seen()).anyMatch(line -> line.contains("ref"));
        assertThat(read(another)).endsWith(5L);
      }
    }
  }

  /** Has a checkpoint stand for the first segment. */
  private void coverFirst() throws IOException {
    Files.createDirectories(dir.resolve(WalLayout.checkpointName(0)));
  }

  @Test
  void anEmptySegmentIsNoGap() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      writeSamples(writer, 0, 1);
      writer.cut();
      writeSamples(writer, 1, 1);
      Files.write(dir.resolve(WalLayout.segmentName(0)), new byte[0]);
      coverFirst();
      assertThat(read(tail)).containsExactly(1L);
    }
  }

  @Test
  void aSegmentThatGoesWhenItIsReadInPartIsAGap() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      writeSamples(writer, 0, 1);
      assertThat(read(tail)).containsExactly(0L);
      writeSamples(writer, 1, 1);
      writer.cut();
      writeSamples(writer, 2, 1);
      writer.deleteBefore(1);
      coverFirst();
      assertThatThrownBy(() -> read(tail)).hasMessageContaining("segments 0 to 0");
    }
  }

  @Test
  void aSegmentThatGoesWhenItWasMappedToItsEndIsNoGap() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      writeSamples(writer, 0, 1);
      writeSamples(writer, 1, 1);
      writer.cut();
      writeSamples(writer, 2, 1);
      assertThat(tail.next()).isNotNull();
      writer.deleteBefore(1);
      coverFirst();
      assertThat(read(tail)).containsExactly(1L, 2L);
    }
  }

  @Test
  void passesOverTheRestOfADamagedSegment() throws IOException {
    try (WalWriter writer = writer()) {
      writeSamples(writer, 0, 1);
      writer.cut();
      writeSamples(writer, 1, 1);
      Path first = dir.resolve(WalLayout.segmentName(0));
      byte[] bytes = Files.readAllBytes(first);
      bytes[WalLayout.FRAGMENT_HEADER_BYTES + 2] ^= 1;
      Files.write(first, bytes);
      try (LogTail tail = writer.tail(LogPosition.BEGINNING)) {
        tail.readCheckpoint(new RecordingConsumer());
        assertThat(read(tail)).containsExactly(1L);
        assertThat(tail.damages()).isEqualTo(1);
      }
    }
  }

  private void flipBit(int segment, int at) throws IOException {
    Path file = dir.resolve(WalLayout.segmentName(segment));
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void damageInTheSegmentThatIsWrittenIsPassedOverOnce() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      writeSamples(writer, 0, 1);
      writeSamples(writer, 1, 1);
      flipBit(0, WalLayout.FRAGMENT_HEADER_BYTES + 2);
      assertThat(read(tail)).isEmpty();
      assertThat(read(tail)).isEmpty();
      assertThat(tail.damages()).isEqualTo(1);
      assertThat(tail.position()).isEqualTo(writer.end());
      writeSamples(writer, 2, 1);
      writer.cut();
      writeSamples(writer, 3, 1);
      assertThat(read(tail)).containsExactly(2L, 3L);
      assertThat(tail.damages()).isEqualTo(1);
    }
  }

  /** Behind a record that is none of ours, the log goes on where it was mapped up to. */
  @Test
  void nothingOfWhatIsPassedOverComesLater() throws IOException {
    try (WalWriter writer = writer();
        LogTail tail = writer.tail(LogPosition.BEGINNING)) {
      tail.readCheckpoint(new RecordingConsumer());
      RecordBuffer malformed = new RecordBuffer();
      malformed.begin(RecordType.SAMPLES);
      malformed.putLong(1);
      malformed.finish(Compression.NONE);
      writer.write(List.of(malformed));
      writeSamples(writer, 1, 1);
      assertThat(read(tail)).isEmpty();
      assertThat(read(tail)).isEmpty();
      writeSamples(writer, 2, 1);
      assertThat(read(tail)).containsExactly(2L);
      assertThat(tail.damages()).isEqualTo(1);
    }
  }

  @Test
  void segmentsAreHeldWhileThereIsRoom() throws IOException {
    try (WalWriter writer = writer()) {
      for (int i = 0; i < 9; i++) {
        writeSamples(writer, i, 1);
        writer.cut();
      }
      NeededSeries none = (ref, last) -> false;
      writer.hold(new LogHold(() -> 3, 1 << 20));
      assertThat(writer.truncate(() -> none, Long.MAX_VALUE)).isEqualTo(2);
      writer.hold(new LogHold(() -> 3, 2L * WalLayout.PAGE_BYTES));
      assertThat(writer.truncate(() -> none, Long.MAX_VALUE)).isGreaterThan(3);
    }
  }
}

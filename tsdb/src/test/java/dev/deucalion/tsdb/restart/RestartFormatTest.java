package dev.deucalion.tsdb.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartFormatTest {
  /** The worked example of docs/formats/restart.md. */
  private static final String EXAMPLE =
      """
      44525354 02 000000
      01 00000018 0000000a 212a95f4 1e000100500000000000
      02 0000000c 0000000c 2953a6d0 08 5f5f6e616d655f5f 02 7570
      03 00000025 00000024 e3f67930
         a20101000101d00f3ff8000100f00698b2b7031f3f01600c0000d00f3ff8000000000000
      05 00000023 0000000b f974fb77 1f0001000a500000000001
      """;

  @TempDir private Path dir;

  private Path walDir;

  @BeforeEach
  void log() throws IOException {
    walDir = Files.createDirectories(dir.resolve("wal"));
    Files.createFile(walDir.resolve("00000000"));
  }

  /** Notes what it gets. */
  private static final class Noted implements RestartConsumer {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void noSamples(long logRef, Labels labels) {
      calls.add(logRef + " " + labels);
    }

    @Override
    public void allFull(long logRef, Labels labels, long lastTimeMs, long lastValueBits) {
      calls.add(logRef + " " + labels + " " + lastTimeMs + " " + lastValueBits);
    }

    @Override
    public void openFloats(long logRef, Labels labels, OpenFloats open) {
      byte[] chunk = Arrays.copyOfRange(open.chunk, open.from, open.from + open.bytes());
      calls.add(
          String.join(
              " ",
              Long.toString(logRef),
              labels.toString(),
              Long.toString(open.lastTimeMs),
              Double.toString(Double.longBitsToDouble(open.lastValueBits)),
              Long.toString(open.lastDeltaMs),
              Long.toString(open.untilNextMs),
              open.leading + "/" + open.trailing,
              Integer.toString(open.samples),
              HexFormat.of().formatHex(chunk)));
    }

    @Override
    public void openHistograms(long logRef, Labels labels, ChunkData chunk) {
      byte[] bytes = Arrays.copyOfRange(chunk.bytes, chunk.from, chunk.from + chunk.length);
      calls.add(
          logRef + " " + labels + " " + chunk.encoding + " " + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void secondRef(long secondRef, long logRef) {
      calls.add(secondRef + " = " + logRef);
    }

    @Override
    public void record(byte[] bytes, int from, int length) {
      calls.add(HexFormat.of().formatHex(bytes, from, from + length));
    }
  }

  private RestartFile open() throws IOException {
    return RestartFile.open(FileOps.SYSTEM, dir, walDir, new HeadChunkFiles.End(0, 0, 0)::equals);
  }

  @Test
  void workedExample() throws Exception {
    byte[] file = HexFormat.of().parseHex(EXAMPLE.replaceAll("\\s", ""));
    Files.write(dir.resolve(RestartFile.NAME), file);
    Noted noted = new Noted();
    try (RestartFile opened = open()) {
      assertThat(opened.start()).isEqualTo(new LogPosition(0, 0));
      opened.giveTo(noted);
    }
    assertThat(noted.calls)
        .containsExactly("1 {__name__=\"up\"} 1000 1.5 0 7199000 31/63 1 0000d00f3ff8000000000000");
  }

  @Test
  void givesBackWhatWasWritten() throws Exception {
    List<String> expected = new ArrayList<>();
    LogPosition start = new LogPosition(0, 0);
    try (RestartWriter out = new RestartWriter(FileOps.SYSTEM, dir, walDir, start)) {
      int name = out.string("a");
      for (int i = 0; i < 100_000; i++) {
        out.beginSeries(i * 5L, 1);
        out.label(name, out.string("v" + i));
        String series = i * 5L + " " + Labels.of("a", "v" + i);
        if (i % 7 == 0) {
          ChunkData chunk = new ChunkData();
          chunk.encoding = ChunkEncoding.FLOAT_HISTOGRAM;
          chunk.length = 3;
          chunk.bytes[2] = 5;
          out.openHistograms(chunk);
          expected.add(series + " FLOAT_HISTOGRAM 000005");
        } else if (i % 2 == 0) {
          out.noSamples();
          expected.add(series);
        } else {
          out.allFull(-i, Long.MIN_VALUE + i);
          expected.add(series + " " + -i + " " + (Long.MIN_VALUE + i));
        }
        out.flush();
      }
      for (long ref = 0; ref < 100_000; ref++) {
        out.secondRef(ref * 5 + 1, ref * 5);
        expected.add((ref * 5 + 1) + " = " + ref * 5);
      }
      RecordBuffer record = new RecordBuffer();
      RecordEncoder.tombstone(record, 3, -1, 1);
      record.finish(RecordBuffer.Compression.NONE);
      out.record(record);
      expected.add("0300000000000000030102");
      assertThat(out.finish(start, new HeadChunkFiles.End(0, 0, 0)))
          .isEqualTo(Files.size(dir.resolve(RestartFile.NAME)));
    }
    Noted noted = new Noted();
    try (RestartFile opened = open()) {
      opened.giveTo(noted);
    }
    assertThat(noted.calls).isEqualTo(expected);
  }

  @Test
  void olderVersionIsNotTrusted() throws Exception {
    byte[] file = HexFormat.of().parseHex(EXAMPLE.replaceAll("\\s", ""));
    file[4] = 1;
    Files.write(dir.resolve(RestartFile.NAME), file);
    assertThatThrownBy(this::open)
        .isInstanceOf(DistrustException.class)
        .hasMessageContaining("version 1000000");
  }

  @Test
  void everyBitCounts() throws Exception {
    byte[] file = HexFormat.of().parseHex(EXAMPLE.replaceAll("\\s", ""));
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(dir.resolve(RestartFile.NAME), flipped);
      assertThatThrownBy(this::open).as("bit %d", bit).isInstanceOf(DistrustException.class);
    }
    for (int length = 0; length < file.length; length++) {
      Files.write(dir.resolve(RestartFile.NAME), Arrays.copyOf(file, length));
      assertThatThrownBy(this::open).as("%d bytes", length).isInstanceOf(DistrustException.class);
    }
  }
}

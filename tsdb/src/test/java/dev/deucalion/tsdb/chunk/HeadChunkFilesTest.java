package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.tsdb.file.FileOps;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadChunkFilesTest {
  private static final int XOR = ChunkEncoding.XOR.code();

  @TempDir private Path dir;

  private HeadChunkFiles open() throws Exception {
    return new HeadChunkFiles(FileOps.SYSTEM, dir, (before, after) -> {});
  }

  /** The worked example of docs/formats/head-chunks.md. */
  @Test
  void goldenBytes() throws Exception {
    byte[] chunk = HexFormat.of().parseHex("0001d00f3ff8000000000000");
    try (HeadChunkFiles files = open()) {
      files.add(7, 1000, 1000, XOR, chunk, 0, chunk.length);
      files.flush();
      assertThat(Files.size(dir.resolve("000001"))).isEqualTo(128 << 20);
    }
    byte[] record =
        HexFormat.of()
            .parseHex(
                "000000000000000700000000000003e800000000000003e8010c0001d00f3ff8000000000000");
    CRC32C crc = new CRC32C();
    crc.update(record);
    ByteBuffer expected = ByteBuffer.allocate(8 + record.length + 4);
    expected.put(HexFormat.of().parseHex("0130bc9101000000")).put(record);
    expected.putInt((int) crc.getValue());
    assertThat(Files.readAllBytes(dir.resolve("000001"))).isEqualTo(expected.array());
  }

  @Test
  void givesBackWhatWasAdded() throws Exception {
    Random random = new Random(6);
    byte[][] chunks = new byte[500][];
    long[] refs = new long[chunks.length];
    ChunkData found = new ChunkData();
    try (HeadChunkFiles files = open()) {
      for (int i = 0; i < chunks.length; i++) {
        chunks[i] = new byte[1 + random.nextInt(i % 50 == 0 ? 400_000 : 1024)];
        random.nextBytes(chunks[i]);
        int encoding = 1 + i % 3 | (i % 2 == 0 ? HeadChunkLayout.OUT_OF_ORDER_BIT : 0);
        refs[i] = files.add(i, i, 2L * i, encoding, chunks[i], 0, chunks[i].length);
        if (i % 7 == 0) {
          files.flush();
        }
      }
      files.flush();
      for (int i = 0; i < chunks.length; i++) {
        files.read(refs[i], found);
        assertThat(Arrays.copyOfRange(found.bytes, found.from, found.from + found.length))
            .isEqualTo(chunks[i]);
        assertThat(found.encoding.code()).isEqualTo(1 + i % 3);
        assertThat(found.minTimeMs).isEqualTo(i);
        assertThat(found.maxTimeMs).isEqualTo(2L * i);
      }
    }
  }

  @Test
  void goesOnBehindWhatIsLeftWhenItForgetsChunks() throws Exception {
    byte[] chunk = new byte[300];
    long second;
    try (HeadChunkFiles files = open()) {
      files.add(1, 10, 19, XOR, chunk, 0, chunk.length);
      second = files.add(2, 10, 19, XOR, chunk, 0, chunk.length);
      files.flush();
    }
    try (HeadChunkFiles files = open()) {
      assertThat(files.load((series, ref, minTimeMs, maxTimeMs, encoding) -> true, 1)).isEqualTo(2);
      files.add(1, 20, 29, XOR, chunk, 0, chunk.length);
      files.flush();
      files.forgetFrom(second);
      Arrays.fill(chunk, (byte) 7);
      long last = files.add(3, 30, 39, XOR, chunk, 0, chunk.length);
      files.flush();
      ChunkData found = new ChunkData();
      files.read(last, found);
      assertThat(found.minTimeMs).isEqualTo(30);
      assertThat(Arrays.copyOfRange(found.bytes, found.from, found.from + found.length))
          .isEqualTo(chunk);
    }
    List<Long> series = new ArrayList<>();
    try (HeadChunkFiles files = open()) {
      files.load(
          (seriesRef, ref, minTimeMs, maxTimeMs, encoding) -> {
            series.add(seriesRef);
            return true;
          },
          1);
      assertThat(series).containsExactly(1L, 3L);
      assertThat(files.corruptions()).isZero();
    }
  }

  @Test
  void filesOfOthersStay() throws Exception {
    Files.createDirectories(dir.resolve("backup/files"));
    Files.writeString(dir.resolve("note.txt"), "mine");
    Files.writeString(dir.resolve("12"), "mine");
    Files.writeString(dir.resolve("000007"), "of an earlier run");
    try (HeadChunkFiles files = open()) {
      files.discard();
    }
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("backup", "note.txt", "12");
    }
  }

  @Test
  void damageIsFoundOnReading() throws Exception {
    byte[] chunk = new byte[300];
    try (HeadChunkFiles files = open()) {
      long ref = files.add(1, 2, 3, XOR, chunk, 0, chunk.length);
      files.flush();
      try (FileChannel file = FileChannel.open(dir.resolve("000001"), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {1}), 100);
      }
      assertThatThrownBy(() -> files.read(ref, new ChunkData()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("000001 at offset 8: expected crc32c");
    }
  }
}

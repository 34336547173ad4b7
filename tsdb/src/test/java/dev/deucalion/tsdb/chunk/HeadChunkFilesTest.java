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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadChunkFilesTest {
  @TempDir private Path dir;

  private HeadChunkFiles open() throws Exception {
    return new HeadChunkFiles(FileOps.SYSTEM, dir, (before, after) -> {});
  }

  /** The worked example of docs/formats/head-chunks.md. */
  @Test
  void goldenBytes() throws Exception {
    byte[] chunk = HexFormat.of().parseHex("0001d00f3ff8000000000000");
    try (HeadChunkFiles files = open()) {
      files.add(7, 1000, 1000, chunk, 0, chunk.length);
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
    byte[] buffer = new byte[FullChunks.READ_BUFFER_BYTES];
    try (HeadChunkFiles files = open()) {
      for (int i = 0; i < chunks.length; i++) {
        chunks[i] = new byte[1 + random.nextInt(FullChunks.MAX_CHUNK_BYTES)];
        random.nextBytes(chunks[i]);
        refs[i] = files.add(i, i, i, chunks[i], 0, chunks[i].length);
        if (i % 7 == 0) {
          files.flush();
        }
      }
      files.flush();
      for (int i = 0; i < chunks.length; i++) {
        long found = files.read(refs[i], buffer);
        int from = (int) (found >>> 32);
        assertThat(Arrays.copyOfRange(buffer, from, from + (int) found)).isEqualTo(chunks[i]);
      }
    }
  }

  @Test
  void filesOfOthersStay() throws Exception {
    Files.createDirectories(dir.resolve("backup/files"));
    Files.writeString(dir.resolve("note.txt"), "mine");
    Files.writeString(dir.resolve("000007"), "of an earlier run");
    open().close();
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("backup", "note.txt");
    }
  }

  @Test
  void damageIsFoundOnReading() throws Exception {
    byte[] chunk = new byte[300];
    try (HeadChunkFiles files = open()) {
      long ref = files.add(1, 2, 3, chunk, 0, chunk.length);
      files.flush();
      try (FileChannel file = FileChannel.open(dir.resolve("000001"), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {1}), 100);
      }
      assertThatThrownBy(() -> files.read(ref, new byte[FullChunks.READ_BUFFER_BYTES]))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("000001 at offset 8: expected crc32c");
    }
  }
}

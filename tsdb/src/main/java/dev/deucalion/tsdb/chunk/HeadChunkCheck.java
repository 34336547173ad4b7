package dev.deucalion.tsdb.chunk;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads whole files of full head chunks and says where they are bad, without changing them. */
public final class HeadChunkCheck {
  private HeadChunkCheck() {}

  /** One line for each file that is bad, with the offset of its first bad record. */
  public static List<String> problems(FileOps files, Path dir) throws IOException {
    List<String> problems = new ArrayList<>();
    for (String name : files.list(dir)) {
      Path file = dir.resolve(name);
      long size = files.size(file);
      if (size == 0) {
        continue;
      }
      try (Arena arena = Arena.ofConfined()) {
        String problem = problem(files.map(file, size, arena));
        if (!problem.isEmpty()) {
          problems.add(file + ": " + problem);
        }
      }
    }
    return problems;
  }

  private static String problem(MemorySegment file) {
    long size = file.byteSize();
    byte[] expected = HeadChunkLayout.fileHeader();
    byte[] found = bytes(file, 0, (int) Math.min(size, expected.length));
    if (!Arrays.equals(expected, found)) {
      return "at offset 0: no header of a head chunk file";
    }
    long at = expected.length;
    while (at < size) {
      int most = (int) Math.min(size - at, FullChunks.READ_BUFFER_BYTES);
      byte[] record = bytes(file, at, most);
      if (isHole(record)) {
        return "";
      }
      int data = HeadChunkLayout.LENGTH_OFFSET;
      int length = most > data + 1 ? record[data++] : -1;
      if (length < 0 && most > data) {
        length = length & 0x7f | record[data++] << 7;
      }
      int end = data + length;
      if (length < 0 || end + HeadChunkLayout.CHECKSUM_BYTES > most) {
        return "at offset " + at + ": length " + length + " does not fit";
      }
      if (HeadChunkLayout.readInt(record, end) != HeadChunkLayout.checksum(record, 0, end)) {
        return "at offset " + at + ": crc32c differs";
      }
      String chunkProblem = chunkProblem(Arrays.copyOfRange(record, data, end));
      if (!chunkProblem.isEmpty()) {
        return "at offset " + at + ": " + chunkProblem;
      }
      at += end + HeadChunkLayout.CHECKSUM_BYTES;
    }
    return "";
  }

  private static String chunkProblem(byte[] chunk) {
    if (chunk.length < XorEncoder.HEADER_BYTES) {
      return "chunk of " + chunk.length + " bytes";
    }
    XorDecoder decoder = new XorDecoder();
    int samples = XorDecoder.samples(chunk, 0);
    byte[] padded = Arrays.copyOf(chunk, chunk.length + XorDecoder.PADDING_BYTES);
    decoder.reset(padded, 0, chunk.length, samples);
    try {
      decoder.decode(new long[samples], new double[samples], 0, samples);
      return "";
    } catch (CorruptChunkException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean isHole(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(MemorySegment file, long from, int count) {
    return file.asSlice(from, count).toArray(ValueLayout.JAVA_BYTE);
  }
}

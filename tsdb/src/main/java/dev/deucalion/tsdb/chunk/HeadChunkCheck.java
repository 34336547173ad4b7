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
      if (HeadChunkLayout.fileNumber(name) == 0 || files.size(file) == 0) {
        continue;
      }
      try (Arena arena = Arena.ofConfined()) {
        String problem = problem(files.map(file, files.size(file), arena));
        if (!problem.isEmpty()) {
          problems.add(file + ": " + problem);
        }
      }
    }
    return problems;
  }

  private static String problem(MemorySegment file) {
    HeadChunkScan scan = HeadChunkScan.of(file);
    for (int i = 0; i < scan.count(); i++) {
      int offset = scan.offset(i);
      int end = i + 1 < scan.count() ? scan.offset(i + 1) : scan.end();
      byte[] record = file.asSlice(offset, end - offset).toArray(ValueLayout.JAVA_BYTE);
      int encoding = scan.encoding(i) & ~HeadChunkLayout.OUT_OF_ORDER_BIT;
      if (encoding == ChunkEncoding.XOR.code()) {
        int from = (int) (HeadChunkLayout.chunkPlace(record, 0, record.length) >>> Integer.SIZE);
        String chunkProblem =
            chunkProblem(
                Arrays.copyOfRange(record, from, record.length - HeadChunkLayout.CHECKSUM_BYTES));
        if (!chunkProblem.isEmpty()) {
          return "at offset " + offset + ": " + chunkProblem;
        }
      }
    }
    return scan.problem().isEmpty() ? "" : "at offset " + scan.end() + ": " + scan.problem();
  }

  private static String chunkProblem(byte[] chunk) {
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
}

package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Says beside the log up to when it need not be replayed, where the blocks that said so were let go
 * of: a magic number, the time, a checksum of that. See {@code docs/formats/in-order-end.md}.
 */
public final class InOrderEndFile {
  /** In the directory of the log, so that it is there as long as that. */
  public static final String NAME = "in-order-end.deucalion";

  static final int MAGIC = 0xDEC0E4D1;
  private static final int MAGIC_BYTES = 4;
  private static final int BYTES = 16;

  private InOrderEndFile() {}

  /**
   * Time before which all samples in order are in blocks, or were, in ms; empty where there is no
   * file.
   *
   * @throws CorruptBlockException when it is damaged
   * @throws IOException when it cannot be read
   */
  public static OptionalLong read(FileOps files, Path logDir) throws IOException {
    if (!files.isDirectory(logDir) || !files.list(logDir).contains(NAME)) {
      return OptionalLong.empty();
    }
    Path file = logDir.resolve(NAME);
    try {
      return OptionalLong.of(parse(new MappedInput(file, MemorySegment.ofArray(files.read(file)))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long parse(MappedInput input) {
    if (input.size() != BYTES) {
      throw input.corrupt(0, "expected " + BYTES + " bytes, found " + input.size());
    }
    int magic = input.readInt();
    if (magic != MAGIC) {
      throw input.corrupt(0, String.format("expected magic %08x, found %08x", MAGIC, magic));
    }
    long endMs = input.readLong();
    int found = input.checksum(MAGIC_BYTES, input.position());
    int expected = input.readInt();
    if (expected != found) {
      throw input.corrupt(
          MAGIC_BYTES, String.format("crc32c: expected %08x, found %08x", expected, found));
    }
    return endMs;
  }

  /** Replaces the file, all at once. */
  public static void write(FileOps files, Path logDir, long endMs) throws IOException {
    files.createDirectories(logDir);
    AtomicFile.write(
        files,
        logDir.resolve(NAME),
        output -> {
          output.putInt(MAGIC);
          output.startChecksum();
          output.putLong(endMs);
          output.putInt(output.checksum());
        });
  }
}

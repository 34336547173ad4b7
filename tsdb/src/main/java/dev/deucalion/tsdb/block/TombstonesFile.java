package dev.deucalion.tsdb.block;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file {@code tombstones} of a block: a header, {@code ref, first time, last time} for each
 * interval, a checksum of those. See {@code docs/formats/tombstones.md}.
 */
final class TombstonesFile {
  static final String NAME = "tombstones";

  static final int MAGIC = 0x0130BA30;
  static final int VERSION = 1;

  private static final int HEADER_BYTES = 5;
  private static final int CHECKSUM_BYTES = 4;

  private TombstonesFile() {}

  /**
   * Reads the file of a block; none where there is no file.
   *
   * @throws CorruptBlockException when it is damaged
   */
  static Tombstones read(FileOps files, Path blockDir) throws IOException {
    if (!files.list(blockDir).contains(NAME)) {
      return Tombstones.NONE;
    }
    Path file = blockDir.resolve(NAME);
    try {
      return parse(new MappedInput(file, MemorySegment.ofArray(files.read(file))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Tombstones parse(MappedInput input) {
    int magic = input.readInt();
    int version = input.readByte();
    if (magic != MAGIC || version != VERSION) {
      throw input.corrupt(
          0,
          String.format(
              "expected tombstones %08x version %s, found %08x version %s",
              MAGIC, VERSION, magic, version));
    }
    long end = input.size() - CHECKSUM_BYTES;
    input.seek(end);
    int expected = input.readInt();
    input.seek(HEADER_BYTES, end);
    int found = input.checksum(HEADER_BYTES, end);
    if (expected != found) {
      throw input.corrupt(
          HEADER_BYTES,
          String.format("crc32c of tombstones: expected %08x, found %08x", expected, found));
    }
    Map<Long, TimeIntervals> bySeries = new TreeMap<>();
    while (input.remaining() > 0) {
      long at = input.position();
      long ref = input.readUvarint();
      long minTimeMs = input.readVarint();
      long maxTimeMs = input.readVarint();
      if (minTimeMs > maxTimeMs) {
        throw input.corrupt(at, "interval from " + minTimeMs + " to " + maxTimeMs);
      }
      bySeries.merge(
          ref,
          TimeIntervals.of(minTimeMs, maxTimeMs),
          (known, added) -> known.plus(minTimeMs, maxTimeMs));
    }
    return Tombstones.of(bySeries);
  }

  /** Replaces the file of a block, all at once. */
  static void write(FileOps files, Path blockDir, Tombstones tombstones) throws IOException {
    write(files, blockDir, tombstones, () -> {});
  }

  /**
   * Replaces the file of a block, all at once.
   *
   * @param inPlace called when it is replaced, before that is safe from a loss of power
   */
  static void write(FileOps files, Path blockDir, Tombstones tombstones, Runnable inPlace)
      throws IOException {
    AtomicFile.write(files, blockDir.resolve(NAME), output -> put(output, tombstones), inPlace);
  }

  private static void put(FileOutput output, Tombstones tombstones) throws IOException {
    output.putInt(MAGIC);
    output.putByte(VERSION);
    output.startChecksum();
    for (Map.Entry<Long, TimeIntervals> series : tombstones.bySeries().entrySet()) {
      TimeIntervals intervals = series.getValue();
      for (int i = 0; i < intervals.size(); i++) {
        output.putUvarint(series.getKey());
        output.putVarint(intervals.minTimeMs(i));
        output.putVarint(intervals.maxTimeMs(i));
      }
    }
    output.putInt(output.checksum());
  }
}

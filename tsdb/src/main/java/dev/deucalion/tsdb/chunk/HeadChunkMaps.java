package dev.deucalion.tsdb.chunk;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Files of full head chunks, mapped for reading by their numbers, which follow each other. One
 * thread at a time maps and drops, any may read and unload.
 */
final class HeadChunkMaps {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int CHECKED_BYTES = 4 << 10;
  private static final MemorySegment ABSENT = MemorySegment.NULL;

  /** Maps by number, from one number on; never changed. */
  private static final class Table {
    private final int first;
    private final MemorySegment[] maps;

    Table(int first, MemorySegment[] maps) {
      this.first = first;
      this.maps = maps;
    }

    MemorySegment of(int number) {
      int i = number - first;
      return i >= 0 && i < maps.length ? maps[i] : ABSENT;
    }

    long bytes() {
      long sum = 0;
      for (MemorySegment map : maps) {
        sum += map.byteSize();
      }
      return sum;
    }

    Table with(int number, MemorySegment map) {
      int newFirst = maps.length == 0 ? number : Math.min(first, number);
      int end = Math.max(first + maps.length, number + 1);
      MemorySegment[] grown = new MemorySegment[end - newFirst];
      Arrays.fill(grown, ABSENT);
      System.arraycopy(maps, 0, grown, maps.length == 0 ? 0 : first - newFirst, maps.length);
      grown[number - newFirst] = map;
      return new Table(newFirst, grown);
    }

    Table to(int number) {
      int kept = Math.clamp((long) number - first, 0, maps.length);
      return new Table(first, Arrays.copyOf(maps, kept));
    }

    Table from(int number) {
      int cut = Math.clamp((long) number - first, 0, maps.length);
      return new Table(first + cut, Arrays.copyOfRange(maps, cut, maps.length));
    }
  }

  private final FileOps files;
  private final Path dir;
  private final Map<Integer, Arena> arenas = new HashMap<>();
  private volatile Table table = new Table(0, new MemorySegment[0]);

  HeadChunkMaps(FileOps files, Path dir) {
    this.files = files;
    this.dir = dir;
  }

  Path file(int number) {
    return dir.resolve(HeadChunkLayout.fileName(number));
  }

  /** Maps the first bytes of a file, which is the last one from now on. */
  synchronized void map(int number, long bytes) throws IOException {
    table = table.to(number);
    arenas
        .entrySet()
        .removeIf(entry -> {
          boolean later = entry.getKey() >= number;
          if (later) {
            entry.getValue().close();
          }
          return later;
        });
    Arena arena = Arena.ofShared();
    try {
      table = table.with(number, files.map(file(number), bytes, arena));
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
    arenas.put(number, arena);
  }

  /**
   * CRC-32C of the last {@link #CHECKED_BYTES} before an offset of a file, by which it is known
   * again; 0 where the file has not so many.
   */
  int checksum(int number, long offset) {
    MemorySegment map = table.of(number);
    if (offset > map.byteSize()) {
      return 0;
    }
    long from = Math.max(0, offset - CHECKED_BYTES);
    byte[] checked = map.asSlice(from, offset - from).toArray(BYTE);
    return HeadChunkLayout.checksum(checked, 0, checked.length);
  }

  /** Bytes of all maps. */
  long bytes() {
    return table.bytes();
  }

  /** Number of the first file, 0 when there is none. */
  int first() {
    return table.maps.length == 0 ? 0 : table.first;
  }

  /** Unmaps the files before a number; nobody reads them any more. */
  synchronized void dropBefore(int number) {
    Table before = table;
    table = before.from(number);
    for (int dropped = before.first; dropped < table.first; dropped++) {
      Arena arena = arenas.remove(dropped);
      if (arena != null) {
        arena.close();
      }
    }
  }

  /**
   * Takes the pages that were read out of the process' memory. Those who read them again find them
   * in the system's cache, as long as it has room for them.
   */
  synchronized void unload() {
    for (MemorySegment map : table.maps) {
      if (map.isMapped()) {
        map.unload();
      }
    }
  }

  /**
   * Copies the chunk at an offset of a file.
   *
   * @throws UncheckedIOException when it is damaged, or the disk does not give it
   */
  void read(int number, int at, ChunkData into) {
    try {
      copy(number, at, into);
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapping.
      throw new UncheckedIOException(
          new IOException(
              "head chunk file "
                  + file(number)
                  + " at offset "
                  + at
                  + ": cannot be read: "
                  + e.getMessage(),
              e));
    }
  }

  private void copy(int number, int at, ChunkData into) {
    MemorySegment map = table.of(number);
    int most = HeadChunkLayout.LENGTH_OFFSET + HeadChunkLayout.MAX_LENGTH_BYTES;
    int begin = (int) Math.min(most, map.byteSize() - at);
    if (begin <= HeadChunkLayout.LENGTH_OFFSET) {
      throw corrupt(number, at, "a record", "the end of the file");
    }
    into.reserve(FullChunks.MAX_CHUNK_BYTES);
    MemorySegment.copy(map, BYTE, at, into.bytes, 0, begin);
    long place = HeadChunkLayout.chunkPlace(into.bytes, 0, begin);
    int from = (int) (place >>> Integer.SIZE);
    int bytes = (int) place;
    int end = from + bytes;
    if (place < 0 || (long) at + end + HeadChunkLayout.CHECKSUM_BYTES > map.byteSize()) {
      throw corrupt(number, at, "a length that fits", Integer.toString(bytes));
    }
    into.reserve(end + HeadChunkLayout.CHECKSUM_BYTES);
    MemorySegment.copy(map, BYTE, at, into.bytes, 0, end + HeadChunkLayout.CHECKSUM_BYTES);
    int expected = HeadChunkLayout.readInt(into.bytes, end);
    int found = HeadChunkLayout.checksum(into.bytes, 0, end);
    if (expected != found) {
      throw corrupt(
          number, at, "crc32c " + Integer.toHexString(expected), Integer.toHexString(found));
    }
    HeadChunkLayout.describe(into, from, bytes);
  }

  private UncheckedIOException corrupt(int number, int at, String expected, String found) {
    return new UncheckedIOException(
        new IOException(
            "head chunk file "
                + file(number)
                + " at offset "
                + at
                + ": expected "
                + expected
                + ", found "
                + found));
  }

  synchronized void close() {
    arenas.values().forEach(Arena::close);
    arenas.clear();
  }
}

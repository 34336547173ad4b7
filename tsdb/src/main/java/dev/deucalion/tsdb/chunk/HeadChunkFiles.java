package dev.deucalion.tsdb.chunk;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Full chunks in the files of {@code chunks_head/}, in the layout of {@link HeadChunkLayout}.
 *
 * <p>Chunks gather in a buffer, which {@link #flush} writes in one call. They are read through one
 * shared mapping a file, made when the file is begun: it is extended with a hole to its full length
 * first and cut at its end when the store closes. Where a file cannot be written, the chunks stay
 * in memory; nothing is lost by that, because the log has their samples.
 */
public final class HeadChunkFiles implements FullChunks {
  private static final Logger LOG = LoggerFactory.getLogger(HeadChunkFiles.class);

  /** Set in refs of chunks that are kept in memory. */
  private static final long IN_MEMORY = 1L << 62;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /** Told the new ref of a chunk that could not be written. */
  @FunctionalInterface
  public interface Moved {
    void moved(long oldRef, long newRef);
  }

  private final FileOps files;
  private final Path dir;
  private final Moved moved;
  private final MemoryChunks fallback = new MemoryChunks();
  private final List<Arena> arenas = new ArrayList<>();
  private volatile MemorySegment[] maps = new MemorySegment[1];
  private int number;
  private @Nullable WritableFile file;

  /** Bytes of the current file that are written. */
  private int written;

  private byte[] buffer = new byte[64 << 10];
  private int buffered;
  private long closedFileBytes;

  /** Whether a file could not be begun since the last flush. */
  private boolean resting;

  /**
   * Deletes the files of an earlier run, for the log is the truth; others in the directory stay.
   *
   * @param moved called within {@link #flush}
   */
  public HeadChunkFiles(FileOps files, Path dir, Moved moved) throws IOException {
    this.files = files;
    this.dir = dir;
    this.moved = moved;
    files.createDirectories(dir);
    for (String name : files.list(dir)) {
      if (HeadChunkLayout.isFileName(name)) {
        files.delete(dir.resolve(name));
      }
    }
  }

  @Override
  public long add(
      long seriesRef, long minTimeMs, long maxTimeMs, byte[] chunk, int from, int bytes) {
    int recordBytes = HeadChunkLayout.recordBytes(bytes);
    if (file == null || written + buffered + recordBytes > HeadChunkLayout.MAX_FILE_BYTES) {
      writeBuffer();
      resting = resting || !nextFile();
      if (resting) {
        return IN_MEMORY | fallback.add(seriesRef, minTimeMs, maxTimeMs, chunk, from, bytes);
      }
    }
    if (buffered + recordBytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    HeadChunkLayout.putRecord(
        buffer, buffered, seriesRef, minTimeMs, maxTimeMs, chunk, from, bytes);
    long ref = (long) number << Integer.SIZE | (written + buffered);
    buffered += recordBytes;
    return ref;
  }

  @Override
  public void flush() {
    resting = false;
    writeBuffer();
  }

  private void writeBuffer() {
    if (buffered == 0) {
      return;
    }
    WritableFile target = file;
    try {
      if (target == null) {
        throw new IOException("no file is open");
      }
      target.write(buffer, 0, buffered, written);
      written += buffered;
    } catch (IOException e) {
      LOG.error("Head chunks stay in memory, file={}", HeadChunkLayout.fileName(number), e);
      moveToMemory();
    }
    buffered = 0;
  }

  private void moveToMemory() {
    int at = 0;
    while (at < buffered) {
      int data = at + HeadChunkLayout.LENGTH_OFFSET;
      int bytes = buffer[data] & 0x7f;
      if (buffer[data++] < 0) {
        bytes |= buffer[data++] << 7;
      }
      long oldRef = (long) number << Integer.SIZE | (written + at);
      moved.moved(oldRef, IN_MEMORY | fallback.add(0, 0, 0, buffer, data, bytes));
      at = data + bytes + HeadChunkLayout.CHECKSUM_BYTES;
    }
  }

  private boolean nextFile() {
    int next = number + 1;
    Path path = dir.resolve(HeadChunkLayout.fileName(next));
    Arena arena = Arena.ofShared();
    try {
      finishFile();
      WritableFile opened = files.openForWriting(path);
      MemorySegment map;
      try {
        opened.setSize(HeadChunkLayout.MAX_FILE_BYTES);
        opened.write(HeadChunkLayout.fileHeader(), 0, HeadChunkLayout.FILE_HEADER_BYTES, 0);
        map = files.map(path, HeadChunkLayout.MAX_FILE_BYTES, arena);
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      MemorySegment[] grown = Arrays.copyOf(maps, Math.max(maps.length, next + 1));
      grown[next] = map;
      maps = grown;
      arenas.add(arena);
      number = next;
      file = opened;
      written = HeadChunkLayout.FILE_HEADER_BYTES;
      return true;
    } catch (IOException e) {
      arena.close();
      LOG.error("Cannot begin a file for head chunks, they stay in memory, file={}", path, e);
      return false;
    }
  }

  private void finishFile() throws IOException {
    WritableFile finished = file;
    if (finished != null) {
      file = null;
      closedFileBytes += written;
      try (finished) {
        finished.setSize(written);
      }
      written = 0;
    }
  }

  @Override
  public long read(long ref, byte[] target) {
    if ((ref & IN_MEMORY) != 0) {
      return fallback.read(ref & ~IN_MEMORY, target);
    }
    int fileNumber = (int) (ref >>> Integer.SIZE);
    int at = (int) ref;
    MemorySegment map = maps[fileNumber];
    int lengthAt = at + HeadChunkLayout.LENGTH_OFFSET;
    int bytes = map.get(BYTE, lengthAt);
    int lengthBytes = 1;
    if (bytes < 0) {
      bytes = bytes & 0x7f | map.get(BYTE, lengthAt + 1L) << 7;
      lengthBytes = 2;
    }
    int from = HeadChunkLayout.LENGTH_OFFSET + lengthBytes;
    int end = from + bytes;
    if (bytes < 0 || bytes > MAX_CHUNK_BYTES) {
      throw corrupt(fileNumber, at, "length of at most " + MAX_CHUNK_BYTES, bytes);
    }
    MemorySegment.copy(map, BYTE, at, target, 0, end + HeadChunkLayout.CHECKSUM_BYTES);
    int expected = HeadChunkLayout.readInt(target, end);
    int found = HeadChunkLayout.checksum(target, 0, end);
    if (expected != found) {
      throw corrupt(fileNumber, at, "crc32c " + Integer.toHexString(expected), found);
    }
    return (long) from << Integer.SIZE | bytes;
  }

  private UncheckedIOException corrupt(int fileNumber, int at, String expected, int found) {
    return new UncheckedIOException(
        new IOException(
            "head chunk file "
                + dir.resolve(HeadChunkLayout.fileName(fileNumber))
                + " at offset "
                + at
                + ": expected "
                + expected
                + ", found "
                + Integer.toHexString(found)));
  }

  @Override
  public long fileBytes() {
    return closedFileBytes + written;
  }

  @Override
  public void close() throws IOException {
    flush();
    try {
      finishFile();
    } finally {
      arenas.forEach(Arena::close);
      arenas.clear();
    }
  }
}

package dev.deucalion.tsdb.chunk;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Full chunks in the files of {@code chunks_head/}, in the layout of {@link HeadChunkLayout}.
 *
 * <p>{@link #load} takes up the files of an earlier run; new chunks go into files behind them.
 * Chunks gather in a buffer, which {@link #flush} writes in one call. They are read through one
 * shared mapping a file, made when the file is begun: it is extended with a hole to its full length
 * first and cut at its end when the store closes. Where a file cannot be written, the chunks stay
 * in memory; nothing is lost by that, because the log has their samples.
 */
public final class HeadChunkFiles implements FullChunks {
  private static final Logger LOG = LoggerFactory.getLogger(HeadChunkFiles.class);

  /** Set in refs of chunks that are kept in memory. */
  private static final long IN_MEMORY = 1L << 62;

  /** Of so many unreadable chunks each is named in the log; of a whole file all would be. */
  private static final int MAX_TOLD = 100;

  /** Told the new ref of a chunk that could not be written. */
  @FunctionalInterface
  public interface Moved {
    /** Takes where a chunk was and where it is now. */
    void moved(long oldRef, long newRef);
  }

  private final FileOps files;
  private final Path dir;
  private final Moved moved;
  private final MemoryChunks fallback = new MemoryChunks();
  private final HeadChunkMaps maps;

  private final PartAges ages = new PartAges();

  /** Number of the last file, 0 when there is none. */
  private int number;

  private @Nullable WritableFile file;

  /** Bytes of the last file that is finished, 0 when there is none. */
  private int previousEnd;

  /** Bytes of the current file that are written. */
  private int written;

  /** What is not written yet of the current file. */
  private final HeadChunkBuffer buffer = new HeadChunkBuffer();

  private long closedFileBytes;
  private long corruptions;
  private long chunksWritten;

  /** Refs of chunks that could not be read, until they are replaced. */
  private final Set<Long> unreadable = ConcurrentHashMap.newKeySet();

  private final LongAdder unreadableFound = new LongAdder();

  /** Whether chunks were left out of the files, which these do not say yet. */
  private boolean gap;

  /** Whether a file could not be begun since the last flush. */
  private boolean resting;

  /**
   * Makes the directory where it is missing. {@link #load} or {@link #discard} comes next.
   *
   * @param moved called within {@link #flush}
   */
  public HeadChunkFiles(FileOps files, Path dir, Moved moved) throws IOException {
    this.files = files;
    this.dir = dir;
    this.moved = moved;
    this.maps = new HeadChunkMaps(files, dir);
    files.createDirectories(dir);
  }

  /**
   * Takes up the files that an earlier run left, up to the first place where they are bad: there
   * the file is cut, and later ones are deleted. Other files in the directory stay.
   *
   * @param consumer gets their chunks
   * @param threads that may read the files, at least 1; with 1 it is the caller's
   * @return how many chunks there are
   * @throws IOException when they cannot be read or cut
   */
  public long load(HeadChunkConsumer consumer, int threads) throws IOException {
    HeadChunkStart.Result found = HeadChunkStart.run(files, dir, maps, noting(consumer), threads);
    number = found.lastNumber();
    previousEnd = Math.toIntExact(found.lastEnd());
    closedFileBytes = found.bytes();
    corruptions = found.corruptions();
    return found.chunks();
  }

  private HeadChunkConsumer noting(HeadChunkConsumer consumer) {
    return (seriesRef, chunkRef, minTimeMs, maxTimeMs, encoding) -> {
      ages.add(fileNumber(chunkRef), maxTimeMs);
      return consumer.chunk(seriesRef, chunkRef, minTimeMs, maxTimeMs, encoding);
    };
  }

  /** Deletes the files that an earlier run left; instead of {@link #load}. */
  public void discard() throws IOException {
    for (String name : files.list(dir)) {
      if (HeadChunkLayout.fileNumber(name) > 0) {
        files.delete(dir.resolve(name));
      }
    }
  }

  /** Copies a chunk of a file into memory and returns its new ref. */
  public long keepInMemory(long ref) {
    ChunkData chunk = new ChunkData();
    read(ref, chunk);
    return keepInMemory(HeadChunkLayout.readLong(chunk.bytes, 0), chunk);
  }

  /** Adds a chunk that has no out-of-order samples, but not to a file. */
  public long keepInMemory(long seriesRef, ChunkData chunk) {
    gap = true;
    return IN_MEMORY
        | fallback.add(
            seriesRef,
            chunk.minTimeMs,
            chunk.maxTimeMs,
            chunk.encoding.code(),
            chunk.bytes,
            chunk.from,
            chunk.length);
  }

  /**
   * Cuts the files before a chunk, and forgets it and all later ones, also those that were added
   * since; nobody reads them from now on. After {@link #flush}.
   */
  public void forgetFrom(long ref) throws IOException {
    finishFile();
    ages.forgetFrom(fileNumber(ref) + 1);
    int first = fileNumber(ref);
    for (int later = number; later > first; later--) {
      files.delete(maps.file(later));
    }
    try (WritableFile cut = files.openForWriting(maps.file(first))) {
      cut.setSize(offset(ref));
    }
    number = first;
    previousEnd = offset(ref);
    maps.map(first, offset(ref));
    closedFileBytes = maps.bytes();
  }

  private static int offset(long ref) {
    return (int) ref;
  }

  static long ref(int fileNumber, int offset) {
    return (long) fileNumber << Integer.SIZE | offset;
  }

  /** Number of the file of a chunk, 0 when it is in memory. */
  public static int fileNumber(long ref) {
    return (ref & IN_MEMORY) != 0 ? 0 : (int) (ref >>> Integer.SIZE);
  }

  /** Whether all chunks are in files. */
  public boolean areComplete() {
    return fallback.count() == 0;
  }

  /**
   * Where the files end at a moment.
   *
   * @param file number of the last file, 0 where there is none
   * @param bytes of that file
   * @param checksum of its last bytes
   */
  public record End(int file, long bytes, int checksum) {}

  /** Where the files end now. */
  public End end() {
    long bytes = file == null ? previousEnd : written;
    return new End(number, bytes, number == 0 ? 0 : maps.checksum(number, bytes));
  }

  /** Whether files of an earlier run were all good, and go on where they once ended. */
  public boolean goOnAt(End end) {
    boolean hadNone = end.file() == 0 || end.bytes() <= HeadChunkLayout.FILE_HEADER_BYTES;
    return corruptions == 0
        && (hadNone || maps.checksum(end.file(), end.bytes()) == end.checksum());
  }

  /** Places where files of an earlier run were bad. */
  public long corruptions() {
    return corruptions;
  }

  /** Counts places that were found bad when the files were loaded for another head before. */
  public void addCorruptions(long count) {
    corruptions += count;
  }

  @Override
  public long add(
      long seriesRef,
      long minTimeMs,
      long maxTimeMs,
      int encoding,
      byte[] chunk,
      int from,
      int bytes) {
    int most = HeadChunkLayout.recordBytes(bytes) + HeadChunkBuffer.GAP_BYTES;
    if (file == null || written + buffer.length() + most > HeadChunkLayout.MAX_FILE_BYTES) {
      writeBuffer();
      resting = resting || !nextFile();
      if (resting) {
        gap = true;
        return IN_MEMORY
            | fallback.add(seriesRef, minTimeMs, maxTimeMs, encoding, chunk, from, bytes);
      }
    }
    if (gap) {
      gap = false;
      buffer.putGap();
    }
    long ref = ref(number, written + buffer.length());
    buffer.putChunk(seriesRef, minTimeMs, maxTimeMs, encoding, chunk, from, bytes);
    ages.add(number, maxTimeMs);
    return ref;
  }

  @Override
  public void flush() {
    resting = false;
    writeBuffer();
  }

  private void writeBuffer() {
    if (buffer.length() == 0) {
      return;
    }
    WritableFile target = file;
    try {
      if (target == null) {
        throw new IOException("no file is open");
      }
      target.write(buffer.bytes(), 0, buffer.length(), written);
      written += buffer.length();
      chunksWritten += buffer.chunks();
    } catch (IOException e) {
      LOG.error("Head chunks stay in memory, file={}", HeadChunkLayout.fileName(number), e);
      moveToMemory();
    }
    buffer.clear();
  }

  private void moveToMemory() {
    gap = true;
    buffer.forEachChunk((at, seriesRef, minTimeMs, maxTimeMs, encoding, array, from, bytes) -> {
      long newRef = fallback.add(seriesRef, minTimeMs, maxTimeMs, encoding, array, from, bytes);
      moved.moved(ref(number, written + at), IN_MEMORY | newRef);
    });
  }

  private boolean nextFile() {
    int next = number + 1;
    Path path = maps.file(next);
    try {
      finishFile();
      WritableFile opened = files.openForWriting(path);
      try {
        opened.setSize(HeadChunkLayout.MAX_FILE_BYTES);
        opened.write(HeadChunkLayout.fileHeader(), 0, HeadChunkLayout.FILE_HEADER_BYTES, 0);
        maps.map(next, HeadChunkLayout.MAX_FILE_BYTES);
      } catch (IOException | RuntimeException | Error e) {
        opened.close();
        throw e;
      }
      number = next;
      file = opened;
      written = HeadChunkLayout.FILE_HEADER_BYTES;
      ages.add(next, Long.MIN_VALUE);
      if (previousEnd > 0) {
        buffer.putPreviousEnd(previousEnd);
      }
      return true;
    } catch (IOException e) {
      LOG.error("Cannot begin a file for head chunks, they stay in memory, file={}", path, e);
      return false;
    }
  }

  private void finishFile() throws IOException {
    WritableFile finished = file;
    if (finished != null) {
      file = null;
      closedFileBytes += written;
      previousEnd = written;
      try (finished) {
        finished.setSize(written);
      }
      written = 0;
    }
  }

  @Override
  public void read(long ref, ChunkData into) {
    if ((ref & IN_MEMORY) != 0) {
      fallback.read(ref & ~IN_MEMORY, into);
      return;
    }
    try {
      maps.read(fileNumber(ref), offset(ref), into);
    } catch (UncheckedIOException e) {
      if (unreadable.add(ref)) {
        unreadableFound.increment();
        if (unreadable.size() <= MAX_TOLD) {
          LOG.error("A head chunk cannot be read, err={}", String.valueOf(e.getMessage()));
        }
      }
      throw e;
    }
  }

  /**
   * Refs of the chunks of files that could not be read since they were loaded, as far as they are
   * not {@link #replaced}; for any thread.
   */
  public Set<Long> unreadable() {
    return Set.copyOf(unreadable);
  }

  /** Whether there are {@link #unreadable} chunks; for any thread. */
  public boolean hasUnreadable() {
    return !unreadable.isEmpty();
  }

  /** Forgets that chunks cannot be read, since nobody reads them any more. */
  public void replaced(Set<Long> refs) {
    unreadable.removeAll(refs);
  }

  @Override
  public void dropBefore(long timeMs, long firstNeeded) {
    if (firstNeeded == Long.MAX_VALUE) {
      fallback.dropBefore(timeMs, firstNeeded);
    }
    boolean inMemory = (firstNeeded & IN_MEMORY) != 0;
    int end = inMemory ? number : Math.min(number, fileNumber(firstNeeded));
    int first = ages.dropBefore(timeMs, end);
    for (int old = maps.first(); old > 0 && old < first; old = maps.first()) {
      try {
        closedFileBytes -= files.size(maps.file(old));
        maps.dropBefore(old + 1);
        files.delete(maps.file(old));
      } catch (IOException e) {
        LOG.error("Cannot delete a file of old head chunks, file={}", maps.file(old), e);
        return;
      }
    }
  }

  @Override
  public void unload() {
    maps.unload();
  }

  @Override
  public ChunkFileStats fileStats() {
    return new ChunkFileStats(
        closedFileBytes + written, chunksWritten, corruptions + unreadableFound.sum());
  }

  @Override
  public void close() throws IOException {
    flush();
    try {
      finishFile();
    } finally {
      maps.close();
    }
  }
}

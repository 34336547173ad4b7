package dev.deucalion.tsdb.chunk;

import java.util.Arrays;

/**
 * Full chunks one after another in large arrays, as records of {@link HeadChunkLayout}. A chunk
 * that is larger than a page has one of its own.
 */
public final class MemoryChunks implements FullChunks {
  private static final int PAGE_BYTES = 256 << 10;

  private static final byte[] DROPPED = {};

  private volatile byte[][] pages = new byte[4][];
  private final PartAges ages = new PartAges();

  /** First page that is not dropped. */
  private int firstPage;

  private int page = -1;
  private int used = PAGE_BYTES;
  private long count;

  /** Number of chunks. */
  long count() {
    return count;
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
    int recordBytes = HeadChunkLayout.recordBytes(bytes);
    if (used + recordBytes > PAGE_BYTES) {
      int next = page + 1;
      if (next == pages.length) {
        pages = Arrays.copyOf(pages, pages.length * 2);
      }
      pages[next] = new byte[Math.max(PAGE_BYTES, recordBytes)];
      page = next;
      used = 0;
    }
    int at = used;
    HeadChunkLayout.putRecord(
        pages[page], at, seriesRef, minTimeMs, maxTimeMs, encoding, chunk, from, bytes);
    ages.add(page, maxTimeMs);
    used = at + recordBytes;
    count++;
    return (long) page << Integer.SIZE | at;
  }

  @Override
  public void flush() {}

  @Override
  public void read(long ref, ChunkData into) {
    byte[] source = pages[(int) (ref >>> Integer.SIZE)];
    int at = (int) ref;
    long place = HeadChunkLayout.chunkPlace(source, at, source.length);
    int from = (int) (place >>> Integer.SIZE);
    int end = from + (int) place;
    into.reserve(end);
    System.arraycopy(source, at, into.bytes, 0, end);
    HeadChunkLayout.describe(into, from, (int) place);
  }

  @Override
  public void dropBefore(long timeMs, long firstNeeded) {
    int first = ages.dropBefore(timeMs, (int) Math.min(page, firstNeeded >>> Integer.SIZE));
    while (firstPage < first) {
      pages[firstPage++] = DROPPED;
    }
  }

  @Override
  public void unload() {}

  @Override
  public ChunkFileStats fileStats() {
    return ChunkFileStats.NONE;
  }

  @Override
  public void close() {}
}

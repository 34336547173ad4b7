package dev.deucalion.tsdb.chunk;

import java.util.Arrays;

/** Full chunks one after another in large arrays, each with its length (u16) before it. */
public final class MemoryChunks implements FullChunks {
  private static final int PAGE_BYTES = 256 << 10;

  private volatile byte[][] pages = new byte[4][];
  private int page = -1;
  private int used = PAGE_BYTES;

  @Override
  public long add(
      long seriesRef, long minTimeMs, long maxTimeMs, byte[] chunk, int from, int bytes) {
    if (used + 2 + bytes > PAGE_BYTES) {
      int next = page + 1;
      if (next == pages.length) {
        pages = Arrays.copyOf(pages, pages.length * 2);
      }
      pages[next] = new byte[PAGE_BYTES];
      page = next;
      used = 0;
    }
    byte[] target = pages[page];
    int at = used;
    target[at] = (byte) (bytes >>> 8);
    target[at + 1] = (byte) bytes;
    System.arraycopy(chunk, from, target, at + 2, bytes);
    used = at + 2 + bytes;
    return (long) page << Integer.SIZE | at;
  }

  @Override
  public void flush() {}

  @Override
  public long read(long ref, byte[] target) {
    byte[] source = pages[(int) (ref >>> Integer.SIZE)];
    int at = (int) ref;
    int bytes = (source[at] & 0xff) << 8 | source[at + 1] & 0xff;
    System.arraycopy(source, at + 2, target, 0, bytes);
    return bytes;
  }

  @Override
  public long fileBytes() {
    return 0;
  }

  @Override
  public void close() {}
}

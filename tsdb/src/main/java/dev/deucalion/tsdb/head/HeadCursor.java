package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorDecoder;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.Arrays;

/** Decodes the chunks of one series, oldest first, whole chunks at a time where they fit. */
final class HeadCursor implements SampleCursor {
  private final Head head;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final XorDecoder decoder = new XorDecoder();
  private final ChunkData chunk = new ChunkData();

  /** Links to the full chunks that are still to be read, newest first. */
  private int[] links = new int[16];

  private int linkCount;

  private int openSlice;

  /** Samples of the open chunk, 0 when it is read or not wanted. */
  private int openSamples;

  HeadCursor(Head head, long minTimeMs, long maxTimeMs) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  void reset(int slice, int samples, int newestFull) {
    FullChunkList list = head.fullChunkList();
    decoder.reset(chunk.bytes, 0, 0, 0);
    linkCount = 0;
    openSlice = slice;
    openSamples = newestFull != 0 && list.endsAfter(newestFull, maxTimeMs) ? 0 : samples;
    int link = newestFull;
    while (link != 0 && !list.isBefore(link, minTimeMs)) {
      int previous = list.previous(link);
      if (previous == 0 || !list.endsAfter(previous, maxTimeMs)) {
        if (linkCount == links.length) {
          links = Arrays.copyOf(links, linkCount * 2);
        }
        links[linkCount++] = link;
      }
      link = previous;
    }
  }

  /**
   * Whether a chunk may have samples in the range, as far as the times at which chunks begin and
   * end tell. The cursor must be reset after it.
   */
  boolean hasChunk() {
    return nextChunk() && XorEncoder.firstTimeMs(chunk.bytes, chunk.from) <= maxTimeMs;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    while (true) {
      if (decoder.remaining() == 0 && !nextChunk()) {
        return 0;
      }
      int count = decoder.decode(timesMs, values, 0, timesMs.length);
      if (timesMs[count - 1] < minTimeMs) {
        continue;
      }
      int end = count;
      if (timesMs[count - 1] > maxTimeMs) {
        end = firstAfter(timesMs, count, maxTimeMs);
        stop();
      }
      int begin = timesMs[0] < minTimeMs ? firstAfter(timesMs, end, minTimeMs - 1) : 0;
      if (begin > 0) {
        System.arraycopy(timesMs, begin, timesMs, 0, end - begin);
        System.arraycopy(values, begin, values, 0, end - begin);
      }
      if (end > begin) {
        return end - begin;
      }
    }
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    return 0;
  }

  private void stop() {
    decoder.reset(chunk.bytes, 0, 0, 0);
    linkCount = 0;
    openSamples = 0;
  }

  private boolean nextChunk() {
    if (linkCount > 0) {
      head.fullChunks().read(head.fullChunkList().chunkRef(links[--linkCount]), chunk);
      decoder.reset(chunk.bytes, chunk.from, chunk.length, chunk.samples());
      return decoder.remaining() > 0 || nextChunk();
    }
    if (openSamples == 0) {
      return false;
    }
    SliceSlabs slabs = head.slabs();
    int bytes = slabs.capacity(openSlice);
    chunk.reserve(bytes);
    System.arraycopy(slabs.slab(openSlice), slabs.offset(openSlice), chunk.bytes, 0, bytes);
    chunk.from = 0;
    decoder.reset(chunk.bytes, 0, bytes, openSamples);
    openSamples = 0;
    return true;
  }

  /** Index of the first time after another, {@code count} when there is none. */
  private static int firstAfter(long[] timesMs, int count, long timeMs) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timesMs[middle] <= timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

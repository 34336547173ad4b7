package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one series in a snapshot, oldest first: those that may have samples in a range of
 * time, and perhaps some more. For one thread; used again for the next series.
 */
final class HeadChunkWalk {
  private final HeadState head;
  private final long minTimeMs;
  private final long maxTimeMs;

  /** Links to the full chunks that are still to come, newest first. */
  private int[] links = new int[16];

  private int linkCount;
  private int openSlice;

  /** {@link SeriesRows#extent} of the open chunk, 0 when it was given or is not wanted. */
  private int openExtent;

  private long openTail;

  /** The open chunk where it is of histograms; null when it was given or is not wanted. */
  private @Nullable OpenHistogramView openHistogram;

  private boolean isOpen;

  /** Link to the full chunk that was read last, or could not be. */
  private int lastLink;

  /**
   * @param minTimeMs earliest time, inclusive
   * @param maxTimeMs latest time, inclusive
   */
  HeadChunkWalk(HeadState head, long minTimeMs, long maxTimeMs) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  /** Turns to series {@code i} of a snapshot. */
  void reset(HeadSeriesSet set, int i) {
    int newestFull = set.newestFull(i);
    FullChunkList list = head.fullChunkList();
    linkCount = 0;
    openSlice = set.slice(i);
    boolean openIsWanted = newestFull == 0 || !list.endsAfter(newestFull, maxTimeMs);
    openExtent = openIsWanted ? set.openExtent(i) : 0;
    openTail = set.openTail(i);
    openHistogram = openIsWanted ? set.kinds(i).openHistogram() : null;
    long fromMs = Math.max(minTimeMs, set.inOrderFromMs());
    int link = newestFull;
    while (link != 0 && !list.isBefore(link, fromMs)) {
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
   * Copies the next chunk, or says that there is none. Of a chunk of floats that is still open, the
   * last time is not known.
   *
   * @throws java.io.UncheckedIOException when it cannot be read; the next call goes on behind it
   */
  boolean next(ChunkData into) {
    isOpen = false;
    while (linkCount > 0) {
      lastLink = links[--linkCount];
      long ref = head.fullChunkList().chunkRef(lastLink);
      if (ref != FullChunkList.NO_CHUNK) {
        head.fullChunks().read(ref, into);
        return true;
      }
    }
    if (openHistogram != null) {
      openHistogram.copyTo(into);
      openHistogram = null;
      isOpen = true;
      return true;
    }
    if (openExtent == 0) {
      return false;
    }
    copyOpen(into);
    openExtent = 0;
    isOpen = true;
    return true;
  }

  private void copyOpen(ChunkData into) {
    SliceSlabs slabs = head.slabs();
    int bits = SeriesRows.bitsOf(openExtent);
    into.encoding = ChunkEncoding.XOR;
    into.from = 0;
    into.length = (bits + 7) >>> 3;
    into.reserve(Math.max(into.length, slabs.capacity(openSlice)));
    byte[] slab = slabs.slab(openSlice);
    int from = slabs.offset(openSlice);
    System.arraycopy(slab, from, into.bytes, 0, XorEncoder.wholeBytes(bits));
    XorEncoder.complete(into.bytes, 0, SeriesRows.samplesOf(openExtent), bits, openTail);
    into.minTimeMs = XorEncoder.firstTimeMs(into.bytes, 0);
    into.maxTimeMs = Long.MAX_VALUE;
  }

  /** Link to the full chunk that was read last, or could not be. */
  int lastLink() {
    return lastLink;
  }

  /** Whether the chunk given last is still open. */
  boolean isOpen() {
    return isOpen;
  }
}

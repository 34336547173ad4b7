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

  /** Samples of the open chunk, 0 when it was given or is not wanted. */
  private int openSamples;

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
    openSamples = openIsWanted ? set.openSamples(i) : 0;
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
   * last time is not known, and the length is an upper bound.
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
    if (openSamples == 0) {
      return false;
    }
    SliceSlabs slabs = head.slabs();
    int bytes = slabs.capacity(openSlice);
    into.reserve(bytes);
    System.arraycopy(slabs.slab(openSlice), slabs.offset(openSlice), into.bytes, 0, bytes);
    XorEncoder.writeHeader(into.bytes, 0, openSamples);
    into.encoding = ChunkEncoding.XOR;
    into.from = 0;
    into.length = bytes;
    into.minTimeMs = XorEncoder.firstTimeMs(into.bytes, 0);
    into.maxTimeMs = Long.MAX_VALUE;
    openSamples = 0;
    isOpen = true;
    return true;
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

package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.ChunkData;
import java.util.Arrays;

/** Finds from when on the head has samples in order. For one thread. */
final class OldestSample {
  /** There is none. */
  static final long NONE = Long.MAX_VALUE;

  private static final int STRETCH = 1024;

  private final HeadState head;
  private final long fromMs;
  private final long enoughMs;
  private final HeadChunkWalk walk;
  private final ChunkData chunk = new ChunkData();

  private OldestSample(HeadState head, long fromMs, long enoughMs) {
    this.head = head;
    this.fromMs = fromMs;
    this.enoughMs = enoughMs;
    walk = new HeadChunkWalk(head, fromMs, Long.MAX_VALUE);
  }

  /**
   * Time in ms of the oldest sample from a time on, or earlier where a chunk does not tell; {@link
   * #NONE} where there is none.
   *
   * @param enoughMs whoever asks has no use for a time before it, so the search may end with one
   */
  static long find(HeadState head, long fromMs, long enoughMs) {
    long seriesPin = head.pins().pinSeries();
    try {
      return new OldestSample(head, fromMs, enoughMs).find();
    } finally {
      head.pins().unpinSeries(seriesPin);
      head.fullChunks().unload();
    }
  }

  private long find() {
    int[] ids = HeadChunkExport.seriesSince(head, fromMs).toArray();
    long oldestMs = NONE;
    for (int from = 0; from < ids.length && oldestMs >= enoughMs; from += STRETCH) {
      int to = Math.min(from + STRETCH, ids.length);
      oldestMs = Math.min(oldestMs, find(Arrays.copyOfRange(ids, from, to)));
    }
    return oldestMs;
  }

  private long find(int[] ids) {
    HeadSeriesSet set;
    long readerPin;
    head.readLock().lock();
    try {
      set = HeadSeriesSet.snapshot(head, ids, fromMs, Long.MAX_VALUE);
      readerPin = head.pins().pinReader();
    } finally {
      head.readLock().unlock();
    }
    try {
      long oldestMs = NONE;
      for (int i = 0; i < set.size() && oldestMs >= enoughMs; i++) {
        walk.reset(set, i);
        oldestMs = Math.min(oldestMs, oldestOfWalk());
      }
      return oldestMs;
    } finally {
      head.pins().unpinReader(readerPin);
    }
  }

  private long oldestOfWalk() {
    while (walk.next(chunk)) {
      if (chunk.maxTimeMs >= fromMs) {
        return chunk.minTimeMs;
      }
    }
    return NONE;
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;

/** Decodes the chunks of one series, oldest first, whole chunks at a time where they fit. */
final class HeadCursor implements SampleCursor {
  private static final int LOOK_AHEAD = 128;

  private final long maxTimeMs;
  private final ChunkReader reader = new ChunkReader();
  private final ChunkData chunk = new ChunkData();
  private final HeadChunkWalk walk;

  /** Samples before this are given out, or not asked for. */
  private long fromTimeMs;

  private TimeRanges deleted = TimeRanges.NONE;

  HeadCursor(HeadState head, long minTimeMs, long maxTimeMs) {
    this.fromTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.walk = new HeadChunkWalk(head, minTimeMs, maxTimeMs);
  }

  /** Turns to series {@code i} of a snapshot. */
  void reset(HeadSeriesSet set, int i) {
    reader.clear();
    walk.reset(set, i);
    fromTimeMs = set.inOrderFromMs();
    deleted = set.deleted(i);
  }

  /**
   * Whether a chunk may have samples in the range, as far as the times at which chunks begin and
   * end tell. The cursor must be reset after it.
   */
  boolean hasChunk() {
    return nextChunk() && chunk.minTimeMs <= maxTimeMs;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    while (reader.remaining() > 0 || nextChunk()) {
      if (chunk.encoding.isHistogram()) {
        if (hasWanted()) {
          return 0;
        }
        continue;
      }
      int count = reader.next(timesMs, values);
      int kept = clip(timesMs, values, count);
      if (kept > 0) {
        fromTimeMs = timesMs[kept - 1] + 1;
        return kept;
      }
    }
    return 0;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    while (reader.remaining() > 0 || nextChunk()) {
      if (!chunk.encoding.isHistogram()) {
        if (hasWanted()) {
          return 0;
        }
        continue;
      }
      int count = reader.nextHistograms(timesMs, histograms);
      int kept = clip(timesMs, histograms, count);
      if (kept > 0) {
        fromTimeMs = timesMs[kept - 1] + 1;
        return kept;
      }
    }
    return 0;
  }

  /**
   * Whether the rest of the chunk, which is of the kind that is not asked for now, has a sample
   * that is wanted: else the run goes on behind it. If so, the chunk is read again from its start.
   */
  private boolean hasWanted() {
    if (deleted.isEmpty() && chunk.minTimeMs >= fromTimeMs && chunk.maxTimeMs <= maxTimeMs) {
      return true;
    }
    long[] timesMs = new long[LOOK_AHEAD];
    boolean found = false;
    while (!found && reader.remaining() > 0) {
      int count =
          chunk.encoding.isHistogram()
              ? reader.nextHistograms(timesMs, new Histogram[LOOK_AHEAD])
              : reader.next(timesMs, new double[LOOK_AHEAD]);
      for (int i = 0; i < count; i++) {
        found |= isWanted(timesMs[i]);
      }
    }
    if (found) {
      reader.reset(chunk);
    }
    return found;
  }

  private boolean isWanted(long timeMs) {
    return timeMs >= fromTimeMs && timeMs <= maxTimeMs && !deleted.contains(timeMs);
  }

  /**
   * Leaves only the samples in the range that are not deleted, at the beginning of the arrays; says
   * how many. Stops at the end of the range.
   */
  private int clip(long[] timesMs, Object values, int count) {
    if (timesMs[count - 1] < fromTimeMs) {
      return 0;
    }
    int end = count;
    if (timesMs[count - 1] > maxTimeMs) {
      end = firstAfter(timesMs, count, maxTimeMs);
      stop();
    }
    int begin = timesMs[0] < fromTimeMs ? firstAfter(timesMs, end, fromTimeMs - 1) : 0;
    if (begin > 0) {
      move(timesMs, values, begin, 0, end - begin);
    }
    return deleted.isEmpty() ? end - begin : keep(timesMs, values, end - begin);
  }

  /** Closes the gaps of deleted samples among the first ones; says how many are left. */
  private int keep(long[] timesMs, Object values, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!deleted.contains(timesMs[i])) {
        move(timesMs, values, i, kept++, 1);
      }
    }
    return kept;
  }

  private static void move(long[] timesMs, Object values, int from, int to, int count) {
    System.arraycopy(timesMs, from, timesMs, to, count);
    System.arraycopy(values, from, values, to, count);
  }

  private void stop() {
    reader.clear();
    walk.clear();
  }

  private boolean nextChunk() {
    while (walk.next(chunk)) {
      reader.reset(chunk);
      if (reader.remaining() > 0) {
        return true;
      }
    }
    return false;
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

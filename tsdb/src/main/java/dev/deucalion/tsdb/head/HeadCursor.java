package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.XorDecoder;
import dev.deucalion.tsdb.chunk.XorEncoder;

/** Decodes the chunks of one series, oldest first, whole chunks at a time where they fit. */
final class HeadCursor implements SampleCursor {
  private final long minTimeMs;
  private final long maxTimeMs;
  private final XorDecoder decoder = new XorDecoder();
  private final ChunkData chunk = new ChunkData();
  private final HeadChunkWalk walk;
  private TimeRanges deleted = TimeRanges.NONE;

  HeadCursor(Head head, long minTimeMs, long maxTimeMs) {
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.walk = new HeadChunkWalk(head, minTimeMs, maxTimeMs);
  }

  /** Turns to series {@code i} of a snapshot. */
  void reset(HeadSeriesSet set, int i) {
    decoder.reset(chunk.bytes, 0, 0, 0);
    walk.reset(set, i);
    deleted = set.deleted(i);
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
      int kept = deleted.isEmpty() ? end - begin : keep(timesMs, values, end - begin);
      if (kept > 0) {
        return kept;
      }
    }
  }

  /** Closes the gaps of deleted samples among the first ones; says how many are left. */
  private int keep(long[] timesMs, double[] values, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!deleted.contains(timesMs[i])) {
        timesMs[kept] = timesMs[i];
        values[kept++] = values[i];
      }
    }
    return kept;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    return 0;
  }

  private void stop() {
    decoder.reset(chunk.bytes, 0, 0, 0);
    walk.clear();
  }

  private boolean nextChunk() {
    while (walk.next(chunk)) {
      decoder.reset(chunk.bytes, chunk.from, chunk.length, chunk.samples());
      if (decoder.remaining() > 0) {
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

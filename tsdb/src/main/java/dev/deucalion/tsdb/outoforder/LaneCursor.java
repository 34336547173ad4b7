package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.FullChunks;
import java.util.List;

/** Reads chunks that follow each other in time, and of their samples those in a range. */
final class LaneCursor implements SampleCursor {
  private final FullChunks store;
  private final List<OutOfOrderChunk> chunks;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final ChunkReader reader = new ChunkReader();
  private final ChunkData data = new ChunkData();
  private int nextChunk;

  LaneCursor(FullChunks store, List<OutOfOrderChunk> chunks, long minTimeMs, long maxTimeMs) {
    this.store = store;
    this.chunks = chunks;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    while (openChunk()) {
      int count = reader.next(timesMs, values);
      if (count == 0) {
        return 0;
      }
      int begin = firstIn(timesMs, count);
      int kept = endOf(timesMs, count) - begin;
      if (kept > 0) {
        move(timesMs, values, begin, kept);
        return kept;
      }
    }
    return 0;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    while (openChunk()) {
      int count = reader.nextHistograms(timesMs, histograms);
      if (count == 0) {
        return 0;
      }
      int begin = firstIn(timesMs, count);
      int kept = endOf(timesMs, count) - begin;
      if (kept > 0) {
        move(timesMs, histograms, begin, kept);
        return kept;
      }
    }
    return 0;
  }

  /** Makes sure that the reader has samples left; false at the end. */
  private boolean openChunk() {
    while (reader.remaining() == 0) {
      if (nextChunk == chunks.size()) {
        return false;
      }
      store.read(chunks.get(nextChunk++).ref(), data);
      reader.reset(data);
    }
    return true;
  }

  private int firstIn(long[] timesMs, int count) {
    int i = 0;
    while (i < count && timesMs[i] < minTimeMs) {
      i++;
    }
    return i;
  }

  private int endOf(long[] timesMs, int count) {
    int i = count;
    while (i > 0 && timesMs[i - 1] > maxTimeMs) {
      i--;
    }
    return i;
  }

  private static void move(long[] timesMs, Object values, int from, int count) {
    if (from > 0) {
      System.arraycopy(timesMs, from, timesMs, 0, count);
      System.arraycopy(values, from, values, 0, count);
    }
  }
}

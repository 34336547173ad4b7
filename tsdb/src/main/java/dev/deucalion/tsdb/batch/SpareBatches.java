package dev.deucalion.tsdb.batch;

import java.util.ArrayDeque;

/**
 * Batches for use again, last in first out, so that the ones in use stay in the caches. Safe for
 * many threads.
 */
public final class SpareBatches {
  /** Samples for which all spare batches together have room; about 42 bytes each. */
  private static final int MAX_KEPT_SAMPLES = 128 << 10;

  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private int keptSamples;

  /** An empty batch. */
  public synchronized Batch take() {
    Batch batch = batches.pollLast();
    if (batch == null) {
      return new Batch();
    }
    keptSamples -= batch.capacity();
    return batch;
  }

  public synchronized void giveBack(Batch batch) {
    batch.clear();
    if (keptSamples + batch.capacity() <= MAX_KEPT_SAMPLES) {
      keptSamples += batch.capacity();
      batches.addLast(batch);
    }
  }
}

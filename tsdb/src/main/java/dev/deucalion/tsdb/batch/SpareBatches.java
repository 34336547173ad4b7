package dev.deucalion.tsdb.batch;

import java.util.ArrayDeque;

/**
 * Batches for use again, last in first out, so that the ones in use stay in the caches. Of what was
 * not needed during many batches, half is left to the collector, again and again: many come at once
 * when a server starts, and few later. Safe for many threads.
 */
public final class SpareBatches {
  /** Samples for which all spare batches together have room; about 42 bytes each. */
  private static final int MAX_KEPT_SAMPLES = 128 << 10;

  /** Batches that come back between two looks at what was not needed. */
  private static final int RETURNS_BETWEEN_TRIMS = 256;

  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private int keptSamples;

  /** The fewest batches that were here at any moment since the last look. */
  private int leastKept;

  private int returns;

  /** An empty batch. */
  public synchronized Batch take() {
    Batch batch = batches.pollLast();
    if (batch == null) {
      return new Batch();
    }
    keptSamples -= batch.capacity();
    leastKept = Math.min(leastKept, batches.size());
    return batch;
  }

  /** Takes back a batch that {@link #take} gave; nobody may use it any more. */
  public synchronized void giveBack(Batch batch) {
    batch.clear();
    if (keptSamples + batch.capacity() <= MAX_KEPT_SAMPLES) {
      keptSamples += batch.capacity();
      batches.addLast(batch);
    }
    if (++returns == RETURNS_BETWEEN_TRIMS) {
      returns = 0;
      trim();
    }
  }

  private void trim() {
    for (int excess = (leastKept + 1) / 2; excess > 0; excess--) {
      keptSamples -= batches.removeFirst().capacity();
    }
    leastKept = batches.size();
  }

  /** Number of batches that wait for use. */
  synchronized int size() {
    return batches.size();
  }
}

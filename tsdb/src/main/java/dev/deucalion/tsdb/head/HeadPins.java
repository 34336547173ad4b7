package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.index.GenerationPins;
import dev.deucalion.tsdb.index.SeriesCatalog;

/**
 * Who is at work on the head, and what has to stay as it is for them: readers pin the memory of
 * their snapshot, those who know ids or handles the series of these, batches the newest time that
 * they began with. Safe for use by many threads, as far as nothing else is said.
 */
final class HeadPins {
  private final GenerationPins readers = new GenerationPins();
  private final GenerationPins series = new GenerationPins();
  private final GenerationPins batches = new GenerationPins();

  /** Rises with each batch; what a batch retires belongs to its generation. */
  private long readerGeneration;

  /** Generations of ids that are over. */
  private volatile long seriesGeneration;

  /**
   * Begins what retires memory: readers of now may still be looking at it. Under the write lock.
   *
   * @return the generation whose readers do not
   */
  long beginGeneration() {
    return ++readerGeneration;
  }

  /** The generation begun last; under the read lock or the write lock. */
  long generation() {
    return readerGeneration;
  }

  /** Pins the memory that a snapshot taken now refers to; under the read lock. */
  long pinReader() {
    long generation = readerGeneration;
    readers.pin(generation);
    return generation;
  }

  void unpinReader(long generation) {
    readers.unpin(generation);
  }

  /** The oldest generation that a reader is looking at, or {@link Long#MAX_VALUE}. */
  long oldestReader() {
    return readers.oldest();
  }

  /** Number of open readers. */
  int readerCount() {
    return readers.count();
  }

  /**
   * Pins ids: one that was of a series is not given to another one, and its labels stay readable.
   */
  long pinSeries() {
    long generation = seriesGeneration;
    series.pin(generation);
    return generation;
  }

  void unpinSeries(long generation) {
    series.unpin(generation);
  }

  /** Ends a generation of ids, whose garbage is what was retired up to now; for one thread. */
  void endSeriesGeneration(SeriesCatalog catalog) {
    long next = seriesGeneration + 1;
    catalog.endGeneration(next);
    seriesGeneration = next;
  }

  /** The oldest generation of ids that somebody knows, or {@link Long#MAX_VALUE}. */
  long oldestSeries() {
    return series.oldest();
  }

  /**
   * Pins the newest time of the head, before a batch asks how old its samples may be.
   *
   * @param counters of the head
   */
  long pinBatch(HeadCounters counters) {
    long newestMs = counters.maxTimeMs;
    batches.pin(newestMs);
    return newestMs;
  }

  void unpinBatch(long newestMs) {
    batches.unpin(newestMs);
  }

  /** The least newest time that an open batch began with, or {@link Long#MAX_VALUE}. */
  long oldestBatchMs() {
    return batches.oldest();
  }
}

package dev.deucalion.scrape.ingest;

import java.util.concurrent.atomic.LongAdder;

/** Counts over all targets, since the start. Safe for many threads. */
public final class IngestCounters {
  final LongAdder exceededSampleLimit = new LongAdder();
  final LongAdder exceededLabelLimits = new LongAdder();
  final LongAdder outOfOrder = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder outOfBounds = new LongAdder();
  final LongAdder cacheFlushesForced = new LongAdder();

  /** Scrapes refused for {@code sample_limit}. */
  public long exceededSampleLimit() {
    return exceededSampleLimit.sum();
  }

  /** Scrapes refused for a limit of labels. */
  public long exceededLabelLimits() {
    return exceededLabelLimits.sum();
  }

  public long outOfOrder() {
    return outOfOrder.sum();
  }

  public long duplicates() {
    return duplicates.sum();
  }

  public long outOfBounds() {
    return outOfBounds.sum();
  }

  /** Times that series had to be forgotten because scrapes kept failing with new ones. */
  public long cacheFlushesForced() {
    return cacheFlushesForced.sum();
  }

  void add(IngestCounts counts) {
    addNonZero(outOfOrder, counts.outOfOrder);
    addNonZero(duplicates, counts.duplicates);
    addNonZero(outOfBounds, counts.outOfBounds);
  }

  private static void addNonZero(LongAdder adder, int count) {
    if (count > 0) {
      adder.add(count);
    }
  }
}

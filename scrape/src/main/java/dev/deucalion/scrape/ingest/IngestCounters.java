package dev.deucalion.scrape.ingest;

import java.util.concurrent.atomic.LongAdder;

/** Counts over all targets, since the start. Safe for many threads. */
public final class IngestCounters {
  final LongAdder exceededSampleLimit = new LongAdder();
  final LongAdder exceededLabelLimits = new LongAdder();
  final LongAdder exceededBucketLimit = new LongAdder();
  final LongAdder exemplarsOutOfOrder = new LongAdder();
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

  /** Scrapes refused for {@code native_histogram_bucket_limit}. */
  public long exceededBucketLimit() {
    return exceededBucketLimit.sum();
  }

  /** Exemplars refused as older than their series' newest. */
  public long exemplarsOutOfOrder() {
    return exemplarsOutOfOrder.sum();
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
    addNonZero(exemplarsOutOfOrder, counts.exemplarsOutOfOrder);
  }

  private static void addNonZero(LongAdder adder, int count) {
    if (count > 0) {
      adder.add(count);
    }
  }
}

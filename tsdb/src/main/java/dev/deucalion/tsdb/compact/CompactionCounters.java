package dev.deucalion.tsdb.compact;

import dev.deucalion.model.stats.ValueHistogram;
import java.util.concurrent.atomic.LongAdder;

/** What is counted along the life of data. Safe for many threads. */
final class CompactionCounters {
  final LongAdder triggered = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder ran = new LongAdder();
  final LongAdder overlapping = new LongAdder();
  final LongAdder reloads = new LongAdder();
  final LongAdder reloadsFailed = new LongAdder();
  final LongAdder timeRetentions = new LongAdder();
  final LongAdder sizeRetentions = new LongAdder();
  final ValueHistogram compactionSeconds = ValueHistogram.exponential(1, 2, 14);
  final ValueHistogram cleaningSeconds = new ValueHistogram();

  /** Chunks when they go into a block for the first time. */
  final ValueHistogram chunkBytes = ValueHistogram.exponential(32, 1.5, 12);

  final ValueHistogram chunkSamples = ValueHistogram.exponential(4, 1.5, 12);
  final ValueHistogram chunkSeconds = ValueHistogram.exponential(100, 4, 10);
  final LongAdder staleTriggered = new LongAdder();
  final LongAdder staleFailed = new LongAdder();
  final ValueHistogram staleSeconds = new ValueHistogram();
  volatile boolean isCompacting;
}

package dev.deucalion.tsdb.compact;

import dev.deucalion.model.stats.DurationRecorder;
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
  final DurationRecorder compactionTimes = new DurationRecorder(System::nanoTime);
  final DurationRecorder cleaningTimes = new DurationRecorder(System::nanoTime);
  volatile boolean isCompacting;
}

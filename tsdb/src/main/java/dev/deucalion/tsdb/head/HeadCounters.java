package dev.deucalion.tsdb.head;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.ValueHistogram;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the head counts. Plain fields belong to the owner of the head's write lock and are read
 * under its read lock.
 */
final class HeadCounters {
  long samplesAppended;
  long histogramsAppended;
  long outOfOrderAppended;
  long chunksCreated;
  long minTimeMs = Long.MAX_VALUE;
  volatile long maxTimeMs = Long.MIN_VALUE;

  /** Samples before it are in blocks and not taken any more. */
  volatile long minValidTimeMs = Long.MIN_VALUE;

  final LongAdder outOfOrder = new LongAdder();
  final LongAdder duplicateTimestamp = new LongAdder();
  final LongAdder outOfBounds = new LongAdder();
  final LongAdder tooOld = new LongAdder();

  final LongAdder truncations = new LongAdder();
  final LongAdder truncationsFailed = new LongAdder();
  final DurationRecorder collections = new DurationRecorder(System::nanoTime);

  final LongAdder activeAppenders = new LongAdder();
  final LongAdder appendersCreated = new LongAdder();

  /** By how many seconds samples out of order were behind; bounds from 10 minutes to 12 hours. */
  final ValueHistogram lateness = new ValueHistogram(600, 1800, 3600, 7200, 10_800, 21_600, 43_200);
}

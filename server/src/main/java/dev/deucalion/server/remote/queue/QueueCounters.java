package dev.deucalion.server.remote.queue;

import dev.deucalion.model.stats.ValueHistogram;
import dev.deucalion.server.remote.message.KindCounts;
import dev.deucalion.server.remote.message.SampleKind;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a queue does. Safe for many threads. */
final class QueueCounters {
  private static final double[] DURATION_BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300
  };
  private static final int KINDS = SampleKind.values().length;
  private static final int REASONS = DropReason.values().length;

  private final AtomicLongArray sent = new AtomicLongArray(KINDS);
  private final AtomicLongArray failed = new AtomicLongArray(KINDS);
  private final AtomicLongArray retried = new AtomicLongArray(KINDS);
  private final AtomicLongArray pending = new AtomicLongArray(KINDS);
  private final AtomicLongArray dropped = new AtomicLongArray(KINDS * REASONS);
  private final AtomicLong highestSentMs = new AtomicLong();
  private final AtomicLong highestQueuedMs = new AtomicLong();
  final LongAdder bytes = new LongAdder();
  final LongAdder enqueueRetries = new LongAdder();
  final LongAdder metadataSent = new LongAdder();
  final LongAdder metadataFailed = new LongAdder();
  final LongAdder metadataRetried = new LongAdder();
  final LongAdder metadataBytes = new LongAdder();
  final AtomicLongArray recordsRead = new AtomicLongArray(LogFollower.RECORD_KINDS);
  final AtomicLong damages = new AtomicLong();
  final AtomicLong segment = new AtomicLong();
  final ValueHistogram batchSeconds = new ValueHistogram(DURATION_BOUNDS);

  void queued(SampleKind kind, long timeMs) {
    pending.incrementAndGet(kind.ordinal());
    if (timeMs > highestQueuedMs.get()) {
      highestQueuedMs.accumulateAndGet(timeMs, Math::max);
    }
  }

  void unqueued(KindCounts counts) {
    for (SampleKind kind : SampleKind.values()) {
      pending.addAndGet(kind.ordinal(), -counts.of(kind));
    }
  }

  void sent(KindCounts counts) {
    add(sent, counts);
  }

  void failed(KindCounts counts) {
    add(failed, counts);
  }

  void retried(KindCounts counts) {
    add(retried, counts);
  }

  private static void add(AtomicLongArray to, KindCounts counts) {
    for (SampleKind kind : SampleKind.values()) {
      to.addAndGet(kind.ordinal(), counts.of(kind));
    }
  }

  void dropped(SampleKind kind, DropReason reason, long count) {
    dropped.addAndGet(kind.ordinal() * REASONS + reason.ordinal(), count);
  }

  void sentUpTo(long timeMs) {
    highestSentMs.accumulateAndGet(timeMs, Math::max);
  }

  long highestSentMs() {
    return highestSentMs.get();
  }

  QueueStats.OfKind ofKind(SampleKind kind) {
    int i = kind.ordinal();
    long[] byReason = new long[REASONS];
    for (int reason = 0; reason < REASONS; reason++) {
      byReason[reason] = dropped.get(i * REASONS + reason);
    }
    return new QueueStats.OfKind(
        sent.get(i),
        failed.get(i),
        retried.get(i),
        pending.get(i),
        Arrays.stream(byReason).boxed().toList());
  }

  long highestQueuedMs() {
    return highestQueuedMs.get();
  }
}

package dev.deucalion.server.remote.queue;

import dev.deucalion.model.stats.ValueHistogram;
import dev.deucalion.server.remote.message.KindCounts;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.tsdb.wal.DecodedRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a queue does. Safe for many threads. */
final class QueueCounters {
  private static final double[] DURATION_BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300
  };

  /** Of one kind. */
  private static final class OfKind {
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

    private OfKind() {
      for (DropReason reason : DropReason.values()) {
        dropped.put(reason, new LongAdder());
      }
    }
  }

  private final OfKind samples = new OfKind();
  private final OfKind histograms = new OfKind();
  private final OfKind exemplars = new OfKind();
  private final Map<DecodedRecord.Kind, LongAdder> recordsRead =
      new EnumMap<>(DecodedRecord.Kind.class);
  private final AtomicLong highestSentMs = new AtomicLong();
  private final AtomicLong highestQueuedMs = new AtomicLong();
  final LongAdder bytes = new LongAdder();
  final LongAdder enqueueRetries = new LongAdder();
  final LongAdder metadataSent = new LongAdder();
  final LongAdder metadataFailed = new LongAdder();
  final LongAdder metadataRetried = new LongAdder();
  final LongAdder metadataBytes = new LongAdder();
  final AtomicLong damages = new AtomicLong();
  final AtomicLong segment = new AtomicLong();
  final ValueHistogram batchSeconds = new ValueHistogram(DURATION_BOUNDS);

  QueueCounters() {
    for (DecodedRecord.Kind kind : DecodedRecord.Kind.values()) {
      recordsRead.put(kind, new LongAdder());
    }
  }

  private OfKind of(SampleKind kind) {
    return switch (kind) {
      case SAMPLE -> samples;
      case HISTOGRAM -> histograms;
      case EXEMPLAR -> exemplars;
    };
  }

  void read(DecodedRecord.Kind kind) {
    LongAdder counter = recordsRead.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }

  void queued(SampleKind kind, long timeMs) {
    of(kind).pending.increment();
    if (timeMs > highestQueuedMs.get()) {
      highestQueuedMs.accumulateAndGet(timeMs, Math::max);
    }
  }

  void unqueued(KindCounts counts) {
    for (SampleKind kind : SampleKind.values()) {
      of(kind).pending.add(-counts.of(kind));
    }
  }

  void sent(KindCounts counts) {
    for (SampleKind kind : SampleKind.values()) {
      of(kind).sent.add(counts.of(kind));
    }
  }

  void failed(KindCounts counts) {
    for (SampleKind kind : SampleKind.values()) {
      of(kind).failed.add(counts.of(kind));
    }
  }

  void retried(KindCounts counts) {
    for (SampleKind kind : SampleKind.values()) {
      of(kind).retried.add(counts.of(kind));
    }
  }

  void dropped(SampleKind kind, DropReason reason, long count) {
    LongAdder counter = of(kind).dropped.get(reason);
    if (counter != null) {
      counter.add(count);
    }
  }

  void sentUpTo(long timeMs) {
    highestSentMs.accumulateAndGet(timeMs, Math::max);
  }

  long highestSentMs() {
    return highestSentMs.get();
  }

  long highestQueuedMs() {
    return highestQueuedMs.get();
  }

  QueueStats.OfKind stats(SampleKind kind) {
    OfKind counters = of(kind);
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    counters.dropped.forEach((reason, counter) -> dropped.put(reason, counter.sum()));
    return new QueueStats.OfKind(
        counters.sent.sum(),
        counters.failed.sum(),
        counters.retried.sum(),
        counters.pending.sum(),
        dropped);
  }

  Map<DecodedRecord.Kind, Long> recordsRead() {
    Map<DecodedRecord.Kind, Long> read = new EnumMap<>(DecodedRecord.Kind.class);
    recordsRead.forEach((kind, counter) -> read.put(kind, counter.sum()));
    return read;
  }
}

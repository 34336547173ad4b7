package dev.deucalion.promql.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what an engine does. Safe for use by many threads. */
final class EngineCounters {
  private final AtomicInteger running = new AtomicInteger();
  private final Timer queue = new Timer();
  private final Timer prepare = new Timer();
  private final Timer innerEval = new Timer();
  private final Timer resultSort = new Timer();
  private final LongAdder samples = new LongAdder();

  private static final class Timer {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    private void add(long elapsedNanos) {
      count.increment();
      nanos.add(elapsedNanos);
    }

    private EngineStats.Slice read() {
      return new EngineStats.Slice(count.sum(), nanos.sum());
    }
  }

  void began(long queueNanos) {
    queue.add(queueNanos);
    running.incrementAndGet();
  }

  void ended(long totalSamples) {
    running.decrementAndGet();
    samples.add(totalSamples);
  }

  void prepared(long nanos) {
    prepare.add(nanos);
  }

  void evaluated(long nanos) {
    innerEval.add(nanos);
  }

  void sorted(long nanos) {
    resultSort.add(nanos);
  }

  EngineStats read(int maxConcurrency) {
    return new EngineStats(
        running.get(),
        maxConcurrency,
        queue.read(),
        prepare.read(),
        innerEval.read(),
        resultSort.read(),
        samples.sum());
  }
}

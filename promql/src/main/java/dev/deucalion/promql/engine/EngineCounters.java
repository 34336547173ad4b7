package dev.deucalion.promql.engine;

import dev.deucalion.model.stats.DurationRecorder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what an engine does. Safe for use by many threads. */
final class EngineCounters {
  private final AtomicInteger running = new AtomicInteger();
  private final DurationRecorder queue;
  private final DurationRecorder prepare;
  private final DurationRecorder innerEval;
  private final DurationRecorder resultSort;
  private final LongAdder samples = new LongAdder();

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  EngineCounters(LongSupplier nanoTime) {
    queue = new DurationRecorder(nanoTime);
    prepare = new DurationRecorder(nanoTime);
    innerEval = new DurationRecorder(nanoTime);
    resultSort = new DurationRecorder(nanoTime);
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
        queue.summary(),
        prepare.summary(),
        innerEval.summary(),
        resultSort.summary(),
        samples.sum());
  }
}

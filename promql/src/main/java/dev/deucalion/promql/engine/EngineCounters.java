package dev.deucalion.promql.engine;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.promql.exec.MemoryBudget;
import dev.deucalion.promql.shard.WorkPool;
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
  private final LongAdder samplesRead = new LongAdder();

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  EngineCounters(LongSupplier nanoTime) {
    queue = new DurationRecorder(nanoTime);
    prepare = new DurationRecorder(nanoTime);
    innerEval = new DurationRecorder(nanoTime);
    resultSort = new DurationRecorder(nanoTime);
  }

  void began() {
    running.incrementAndGet();
  }

  /** Counts a query, also one that failed. */
  void ended(QueryStats stats) {
    running.decrementAndGet();
    samples.add(stats.totalSamples());
    samplesRead.add(stats.samplesRead());
    queue.add(stats.queueNanos());
    if (stats.prepareNanos() > 0) {
      prepare.add(stats.prepareNanos());
    }
    if (stats.innerEvalNanos() > 0) {
      innerEval.add(stats.innerEvalNanos());
    }
    if (stats.resultSortNanos() > 0) {
      resultSort.add(stats.resultSortNanos());
    }
  }

  EngineStats read(int maxConcurrency, MemoryBudget memory, WorkPool pool) {
    return new EngineStats(
        running.get(),
        maxConcurrency,
        queue.summary(),
        prepare.summary(),
        innerEval.summary(),
        resultSort.summary(),
        samples.sum(),
        samplesRead.sum(),
        memory.reservedBytes(),
        pool.spread());
  }
}

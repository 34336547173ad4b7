package dev.deucalion.promql.engine;

import dev.deucalion.promql.exec.QueryLimits;
import dev.deucalion.promql.exec.SampleTally;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Divides the time of one query into its stages, which come in the order of the methods. */
final class QueryClock {
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long lapNanos;
  private long queueNanos;
  private long prepareNanos;
  private long evalNanos;
  private long sortNanos;

  QueryClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.lapNanos = startNanos;
  }

  /** When it was started, by the clock that it was given. */
  long startNanos() {
    return startNanos;
  }

  /** The query has its turn. */
  void queued() {
    queueNanos = lap();
  }

  /** Operators are built and series selected. */
  void prepared() {
    prepareNanos = lap();
  }

  void evaluated() {
    evalNanos = lap();
  }

  void sorted() {
    sortNanos = lap();
  }

  /** What the query cost up to now; stages that it has not reached took no time. */
  QueryStats stats(QueryLimits limits, SampleTally tally) {
    long totalNanos = nanoTime.getAsLong() - startNanos;
    return new QueryStats(
        totalNanos - queueNanos,
        sortNanos,
        prepareNanos,
        evalNanos,
        queueNanos,
        totalNanos,
        tally.queryable(),
        tally.read(),
        limits.peakSamples(),
        limits.memory().peakBytes(),
        steps(tally));
  }

  private static QueryStats.@Nullable Steps steps(SampleTally tally) {
    long[] queryable = tally.queryableByStep();
    long[] read = tally.readByStep();
    return queryable == null || read == null
        ? null
        : new QueryStats.Steps(
            tally.grid().startMs(), tally.grid().stepMs(), queryable.clone(), read.clone());
  }

  private long lap() {
    long now = nanoTime.getAsLong();
    long lap = now - lapNanos;
    lapNanos = now;
    return lap;
  }
}

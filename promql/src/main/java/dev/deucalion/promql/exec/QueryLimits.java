package dev.deucalion.promql.exec;

import dev.deucalion.promql.engine.QueryException;
import java.util.function.LongSupplier;

/** How much time and memory one query may take, and what it has taken. */
public final class QueryLimits {
  private final LongSupplier nanoTime;
  private final long deadlineNanos;
  private final long maxSamples;
  private long heldSamples;
  private long peakSamples;
  private long totalSamples;

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param deadlineNanos when the time is over, by that clock
   * @param maxSamples how many samples may be held in memory at a time
   */
  public QueryLimits(LongSupplier nanoTime, long deadlineNanos, long maxSamples) {
    this.nanoTime = nanoTime;
    this.deadlineNanos = deadlineNanos;
    this.maxSamples = maxSamples;
  }

  /**
   * Ends the query when its time is over or its thread was interrupted.
   *
   * @throws QueryException then
   */
  public void checkpoint() {
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in expression evaluation");
    }
    if (nanoTime.getAsLong() - deadlineNanos > 0) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT, "query timed out in expression evaluation");
    }
  }

  /**
   * Says that so many more samples are held.
   *
   * @throws QueryException when they are too many
   */
  public void hold(long samples) {
    heldSamples += samples;
    peakSamples = Math.max(peakSamples, heldSamples);
    if (heldSamples > maxSamples) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          "query processing would load too many samples into memory in query execution");
    }
  }

  /** Says that so many samples are not held any more. */
  public void release(long samples) {
    heldSamples -= samples;
  }

  /** Counts samples that a selector handed to the evaluation. */
  void countSamples(long samples) {
    totalSamples += samples;
  }

  /** Samples that selectors handed to the evaluation, over all steps. */
  public long totalSamples() {
    return totalSamples;
  }

  /** Most samples held at a time. */
  public long peakSamples() {
    return peakSamples;
  }
}

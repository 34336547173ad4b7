package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.exec.QueryLimits;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A query from when it asks for its turn to its end. Safe for many threads. */
public final class RunningQuery {
  private final long id;
  private final Request request;
  private final QueryLimits limits;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private volatile State state = State.QUEUED;

  /** Who waits for the turn of this query; guarded by the monitor. */
  private @Nullable Thread waiting;

  /** Where a query stands. */
  public enum State {
    /** Waits until others are done. */
    QUEUED,
    /** Is evaluated. */
    RUNNING
  }

  /**
   * What was asked.
   *
   * @param startMs first step, milliseconds since the epoch
   * @param endMs as asked for; the same as {@code startMs} for a query at one time
   * @param stepMs distance of steps; 0 for a query at one time
   */
  public record Request(String text, QueryOptions options, long startMs, long endMs, long stepMs) {}

  RunningQuery(
      long id, Request request, QueryLimits limits, LongSupplier nanoTime, long startNanos) {
    this.id = id;
    this.request = request;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.startNanos = startNanos;
  }

  /** Unlike that of any other query of the engine. */
  public long id() {
    return id;
  }

  /** What is asked. */
  public Request request() {
    return request;
  }

  /** How far it is. */
  public State state() {
    return state;
  }

  /** Nanoseconds since it asked for its turn. */
  public long elapsedNanos() {
    return nanoTime.getAsLong() - startNanos;
  }

  /** What it has cost so far. */
  public QueryLimits limits() {
    return limits;
  }

  /** Has it end soon as canceled; nothing if it has ended. */
  public void cancel() {
    limits.cancel();
    synchronized (this) {
      if (waiting != null) {
        waiting.interrupt();
      }
    }
  }

  /**
   * Waits for a turn.
   *
   * @throws QueryException when the time is over or the query is canceled before
   */
  void awaitTurn(Semaphore turns, long timeoutNanos) {
    synchronized (this) {
      waiting = Thread.currentThread();
    }
    try {
      if (limits.isCanceled()) {
        throw canceled();
      }
      if (!turns.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
        throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
      }
      state = State.RUNNING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw canceled();
    } finally {
      stopWaiting();
    }
  }

  private void stopWaiting() {
    synchronized (this) {
      waiting = null;
    }
    if (limits.isCanceled()) {
      // The interrupt, if there was one, was meant for the wait and not for the thread.
      Thread.interrupted();
    }
  }

  private static QueryException canceled() {
    return new QueryException(QueryException.Kind.CANCELED, "query was canceled in query queue");
  }
}

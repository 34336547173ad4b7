package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.exec.QueryLimits;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets a bounded number of queries run at a time, and knows all that run or wait. */
final class QueryQueue {
  private final Semaphore turns;
  private final LongSupplier nanoTime;
  private final AtomicLong lastId = new AtomicLong();
  private final ConcurrentSkipListMap<Long, RunningQuery> known = new ConcurrentSkipListMap<>();

  QueryQueue(int maxConcurrency, LongSupplier nanoTime) {
    this.turns = new Semaphore(maxConcurrency, true);
    this.nanoTime = nanoTime;
  }

  /** Makes a query known; {@link #leave} must follow. */
  RunningQuery enter(RunningQuery.Request request, QueryLimits limits, long startNanos) {
    long id = lastId.incrementAndGet();
    RunningQuery query = new RunningQuery(id, request, limits, nanoTime, startNanos);
    known.put(id, query);
    return query;
  }

  /**
   * Waits until the query may run.
   *
   * @throws QueryException when the time is over or the query is canceled before
   */
  void awaitTurn(RunningQuery query, long timeoutNanos) {
    query.awaitTurn(turns, timeoutNanos);
  }

  void leave(RunningQuery query) {
    known.remove(query.id());
    if (query.state() == RunningQuery.State.RUNNING) {
      turns.release();
    }
  }

  /** All that run or wait, the one that came first in front. */
  List<RunningQuery> known() {
    return List.copyOf(known.values());
  }

  /** Cancels a query; returns whether there is one of this id. */
  boolean cancel(long id) {
    RunningQuery query = known.get(id);
    if (query == null) {
      return false;
    }
    query.cancel();
    return true;
  }
}

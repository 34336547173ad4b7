package dev.deucalion.server.backtest;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.engine.ResultHold;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Evaluates expressions that all together may take as long as one query, and whose results over
 * ranges count as memory until the end. One thread.
 */
final class LimitedQuery implements RuleQuery {
  private final QueryEngine engine;
  private final Queryable storage;
  private final LongSupplier nanoTime;
  private final long deadlineNanos;
  private final QueryOrigin origin;
  private final List<ResultHold> holds = new ArrayList<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param deadlineNanos time of that clock at which all must be done
   * @param origin who asks
   */
  LimitedQuery(
      QueryEngine engine,
      Queryable storage,
      LongSupplier nanoTime,
      long deadlineNanos,
      QueryOrigin origin) {
    this.engine = engine;
    this.storage = storage;
    this.nanoTime = nanoTime;
    this.deadlineNanos = deadlineNanos;
    this.origin = origin;
  }

  /**
   * @throws QueryException when the time is over or the thread is interrupted
   */
  void requireTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in query execution");
    }
    if (nanoTime.getAsLong() - deadlineNanos >= 0) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT, "query timed out in expression evaluation");
    }
  }

  /** How long it may still take, at least a millisecond. */
  private long leftMs() {
    requireTime();
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - nanoTime.getAsLong()));
  }

  @Override
  public QueryValue evaluate(String expr, long timeMs, QueryOrigin ofRule) {
    QueryOptions options = new QueryOptions(0, leftMs(), origin, false, null);
    return engine.instant(storage, new InstantQuery(expr, timeMs, options)).value();
  }

  @Override
  public QueryValue.Matrix evaluateRange(
      String expr, long startMs, long endMs, long stepMs, QueryOrigin ofRule) {
    ResultHold hold = new ResultHold();
    holds.add(hold);
    QueryOptions options = new QueryOptions(0, leftMs(), origin, false, hold);
    RangeQuery query = new RangeQuery(expr, startMs, endMs, stepMs, options);
    return (QueryValue.Matrix) engine.range(storage, query).value();
  }

  /** Lets the results go. */
  @Override
  public void close() {
    holds.forEach(ResultHold::close);
  }
}

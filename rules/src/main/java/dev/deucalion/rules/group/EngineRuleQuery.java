package dev.deucalion.rules.group;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.storage.Queryable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Evaluates expressions with an engine over a store, on the threads of the callers. */
public final class EngineRuleQuery implements RuleQuery {
  private final QueryEngine engine;
  private final Queryable storage;
  private final Set<Evaluation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public EngineRuleQuery(QueryEngine engine, Queryable storage) {
    this.engine = engine;
    this.storage = storage;
  }

  @Override
  public QueryValue evaluate(String expr, long timeMs, QueryOrigin origin) {
    QueryOptions options = new QueryOptions(0, 0, origin, false, null);
    return run(() -> engine.instant(storage, new InstantQuery(expr, timeMs, options)).value());
  }

  @Override
  public QueryValue.Matrix evaluateRange(
      String expr, long startMs, long endMs, long stepMs, QueryOrigin origin) {
    QueryOptions options = new QueryOptions(0, 0, origin, false, null);
    RangeQuery query = new RangeQuery(expr, startMs, endMs, stepMs, options);
    return run(() -> (QueryValue.Matrix) engine.range(storage, query).value());
  }

  private <T> T run(Supplier<T> query) {
    Evaluation evaluation = new Evaluation(Thread.currentThread());
    running.add(evaluation);
    try {
      if (closed) {
        throw new QueryException(
            QueryException.Kind.CANCELED, "query was canceled in query execution");
      }
      return query.get();
    } finally {
      running.remove(evaluation);
      evaluation.end();
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Evaluation::cancel);
  }

  /** Interrupts a thread as long as it evaluates, so that no interrupt meets what it does later. */
  private static final class Evaluation {
    private final Thread thread;
    private boolean canceled;
    private boolean ended;

    Evaluation(Thread thread) {
      this.thread = thread;
    }

    synchronized void cancel() {
      if (!ended) {
        canceled = true;
        thread.interrupt();
      }
    }

    synchronized void end() {
      ended = true;
      if (canceled) {
        Thread.interrupted();
      }
    }
  }
}

package dev.deucalion.rules.group;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EvaluatingThreads;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.storage.Queryable;
import java.util.function.Supplier;

/** Evaluates expressions with an engine over a store, on the threads of the callers. */
public final class EngineRuleQuery implements RuleQuery {
  private final QueryEngine engine;
  private final Queryable storage;
  private final EvaluatingThreads threads = new EvaluatingThreads();

  /** Queries of this engine over this store. */
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
    EvaluatingThreads.Evaluation evaluation = threads.begin();
    try {
      if (evaluation.isCanceled()) {
        throw new QueryException(
            QueryException.Kind.CANCELED, "query was canceled in query execution");
      }
      return query.get();
    } finally {
      evaluation.end();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}

package dev.deucalion.server.adapter;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineStats;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.storage.Queryable;

/**
 * The engine, exchanged when the configuration changes the step of subqueries that name none.
 * Queries that run then end on the engine they began with.
 */
public final class ReloadableEngine implements QueryEngine {
  private volatile EngineOptions options;
  private volatile PromqlEngine engine;

  public ReloadableEngine(EngineOptions options) {
    this.options = options;
    this.engine = new PromqlEngine(options);
  }

  /** Sets the step of subqueries that name none, in milliseconds. */
  public synchronized void setDefaultStepMs(long stepMs) {
    if (stepMs == options.defaultStepMs()) {
      return;
    }
    options =
        new EngineOptions(
            options.lookbackMs(),
            options.timeoutMs(),
            options.maxConcurrency(),
            options.maxSamples(),
            stepMs,
            options.experimentalFunctions());
    engine = new PromqlEngine(options);
  }

  /** Counts of the engine since it was last exchanged. */
  public EngineStats stats() {
    return engine.stats();
  }

  @Override
  public QueryResult instant(Queryable storage, InstantQuery query) {
    return engine.instant(storage, query);
  }

  @Override
  public QueryResult range(Queryable storage, RangeQuery query) {
    return engine.range(storage, query);
  }
}

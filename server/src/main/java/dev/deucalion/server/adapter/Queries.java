package dev.deucalion.server.adapter;

import dev.deucalion.http.source.RunningQueries;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryCosts;
import dev.deucalion.promql.engine.RunningQuery;
import java.util.List;

/** The queries of an engine. */
public final class Queries implements RunningQueries {
  private final PromqlEngine engine;
  private final QueryCosts costs = new QueryCosts();

  public Queries(PromqlEngine engine) {
    this.engine = engine;
    engine.addListener(costs);
  }

  @Override
  public List<RunningQuery> running() {
    return engine.running();
  }

  @Override
  public boolean cancel(long id) {
    return engine.cancel(id);
  }

  @Override
  public List<QueryCosts.Entry> costliest(int limit) {
    return costs.costliest(limit);
  }
}

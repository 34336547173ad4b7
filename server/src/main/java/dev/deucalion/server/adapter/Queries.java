package dev.deucalion.server.adapter;

import dev.deucalion.http.source.RunningQueries;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.RunningQuery;
import java.util.List;

/** The queries of an engine. */
public final class Queries implements RunningQueries {
  private final PromqlEngine engine;

  public Queries(PromqlEngine engine) {
    this.engine = engine;
  }

  @Override
  public List<RunningQuery> running() {
    return engine.running();
  }

  @Override
  public boolean cancel(long id) {
    return engine.cancel(id);
  }
}

package dev.deucalion.http.source;

import dev.deucalion.promql.engine.QueryCosts;
import dev.deucalion.promql.engine.RunningQuery;
import java.util.List;

/** The queries that run now, and those that cost the most so far. */
public interface RunningQueries {
  /** Those that run or wait for their turn, the one that came first in front. */
  List<RunningQuery> running();

  /** Has a query end soon as canceled; returns whether there is one of this id. */
  boolean cancel(long id);

  /**
   * The queries that took the most time in all since the start, the dearest first.
   *
   * @param limit how many at most
   */
  List<QueryCosts.Entry> costliest(int limit);
}

package dev.deucalion.http.source;

import dev.deucalion.promql.engine.RunningQuery;
import java.util.List;

/** The queries that run now. */
public interface RunningQueries {
  /** Those that run or wait for their turn, the one that came first in front. */
  List<RunningQuery> running();

  /** Has a query end soon as canceled; returns whether there is one of this id. */
  boolean cancel(long id);
}

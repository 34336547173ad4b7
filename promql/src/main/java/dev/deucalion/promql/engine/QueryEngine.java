package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import dev.deucalion.storage.Queryable;

/** Evaluates PromQL over a store. Safe for use by many threads. */
public interface QueryEngine {
  /**
   * Evaluates at one time.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the query is not PromQL
   * @throws QueryException when it cannot be evaluated
   */
  QueryResult instant(Queryable storage, InstantQuery query);

  /**
   * Evaluates at every step of a range. The expression must be a scalar or an instant vector.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the query is not PromQL
   * @throws QueryException when it cannot be evaluated
   */
  QueryResult range(Queryable storage, RangeQuery query);
}

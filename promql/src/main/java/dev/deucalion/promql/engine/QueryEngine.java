package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import java.util.function.Function;

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

  /**
   * Reads a store for something that is no query, under the limits of one: its time, and its bytes.
   * It does not wait for its turn as queries do.
   *
   * @param read runs on this thread; counts by the limits what it keeps of the store's answers
   * @throws QueryException when it takes too long or too much, the store cannot be read, or the
   *     thread is interrupted
   */
  <T> T read(Function<ReadGuard.Limits, T> read);

  /**
   * As {@link #read}, in the time that a query has left that was measured. What is read when none
   * is left ends at the first checkpoint.
   *
   * @param measured the profile of that query
   */
  <T> T readAfter(QueryProfile measured, Function<ReadGuard.Limits, T> read);
}

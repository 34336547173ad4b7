package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the queries of an engine, on the threads that run them. Must be quick and must not fail.
 */
public interface QueryListener {
  /** The query has its turn. */
  void started(RunningQuery query);

  /**
   * The query has ended, also when it never had its turn.
   *
   * @param stats what it cost; times of stages that it did not reach are 0
   * @param failure why it failed, null when it did not
   */
  void ended(RunningQuery query, QueryStats stats, @Nullable QueryException failure);
}

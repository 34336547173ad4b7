package dev.deucalion.rules.group;

import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;

/** Evaluates the expressions of rules. Safe for many threads. */
public interface RuleQuery extends AutoCloseable {
  /**
   * Evaluates an expression.
   *
   * @param timeMs milliseconds since the epoch
   * @param origin who asks
   * @throws dev.deucalion.promql.QueryException when it cannot be evaluated
   * @throws dev.deucalion.promql.parser.ParseException when it is not PromQL
   */
  QueryValue evaluate(String expr, long timeMs, QueryOrigin origin);

  /** Ends what is evaluated as canceled, and refuses what comes later. */
  @Override
  void close();
}

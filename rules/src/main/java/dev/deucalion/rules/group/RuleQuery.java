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

  /**
   * Evaluates an expression at many times; otherwise as for one.
   *
   * @param startMs first time, milliseconds since the epoch
   * @param endMs last time, inclusive
   * @param stepMs distance of the times
   */
  QueryValue.Matrix evaluateRange(
      String expr, long startMs, long endMs, long stepMs, QueryOrigin origin);

  /** Ends what is evaluated as canceled, and refuses what comes later. */
  @Override
  void close();
}

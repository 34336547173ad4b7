package dev.deucalion.promql.testkit;

/**
 * Evaluates the queries of scripts over what was loaded into a {@link ScriptStore}: {@link
 * EngineEvaluator} in the process, {@link HttpEvaluator} by a server. It should allow experimental
 * functions, which scripts use.
 */
public interface ScriptEvaluator {
  /** Evaluates at one time, in milliseconds since the epoch. */
  ScriptAnswer instant(String expr, long timeMs);

  /** Evaluates at every step of a range, in milliseconds since the epoch. */
  ScriptAnswer range(String expr, EvalTime.Range range);
}

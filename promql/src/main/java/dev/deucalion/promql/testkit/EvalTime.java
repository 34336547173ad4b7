package dev.deucalion.promql.testkit;

/** When a query is evaluated, in milliseconds since the epoch. */
public sealed interface EvalTime {
  /** An instant query. */
  record Instant(long timeMs) implements EvalTime {}

  /** A range query. */
  record Range(long startMs, long endMs, long stepMs) implements EvalTime {}
}

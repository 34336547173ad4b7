package dev.deucalion.promql.ast;

/** The {@code @} modifier: at which time a selector or subquery is evaluated at every step. */
public sealed interface AtModifier {
  /** {@code @ <time>}, milliseconds since the epoch. */
  record Time(long timeMs) implements AtModifier {}

  /** {@code @ start()}: the start of the range query, or the time of the instant query. */
  record Start() implements AtModifier {}

  /** {@code @ end()}: the end of the range query, or the time of the instant query. */
  record End() implements AtModifier {}
}

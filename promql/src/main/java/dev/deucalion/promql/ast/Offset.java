package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * The {@code offset} modifier.
 *
 * @param offsetMs how far back, negative for ahead; 0 where {@code expr} is there
 * @param expr the offset as an expression of durations, to be evaluated for each query; or null
 */
public record Offset(long offsetMs, @Nullable Expr expr) {
  /** No offset. */
  public static final Offset NONE = new Offset(0, null);
}

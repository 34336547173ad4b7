package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on durations, in ranges, steps of subqueries and offsets. Values are seconds.
 *
 * @param left left operand; null for a sign and for {@code step()} and {@code range()}
 * @param right right operand or the operand of a sign; null for {@code step()} and {@code range()}
 * @param wrapped whether it stood in parentheses
 */
public record DurationExpr(
    Op op, @Nullable Expr left, @Nullable Expr right, boolean wrapped, PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.SCALAR;
  }

  /** What it computes. */
  public enum Op {
    /** Sum, or a plus sign. */
    ADD,
    /** Difference, or a minus sign. */
    SUB,
    /** Product. */
    MUL,
    /** Quotient. */
    DIV,
    /** Rest of a division. */
    MOD,
    /** Power. */
    POW,
    /** {@code step()}: the step of the query. */
    STEP,
    /** {@code range()}: the range of the query. */
    RANGE,
    /** The lesser of two. */
    MIN_OF,
    /** The greater of two. */
    MAX_OF
  }
}

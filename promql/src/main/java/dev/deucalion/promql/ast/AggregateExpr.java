package dev.deucalion.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation.
 *
 * @param parameter the parameter, or null where the operator has none
 * @param grouping the labels of {@code by} or {@code without}
 * @param without whether {@code grouping} are the labels to leave out
 */
public record AggregateExpr(
    AggregateOp op,
    Expr expr,
    @Nullable Expr parameter,
    List<String> grouping,
    boolean without,
    PositionRange position)
    implements Expr {
  /** Copies the list. */
  public AggregateExpr {
    grouping = List.copyOf(grouping);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns binary operators into operators over a grid of steps. */
final class BinaryBuilder {
  private final QueryContext context;
  private final OperatorBuilder builder;

  BinaryBuilder(QueryContext context, OperatorBuilder builder) {
    this.context = context;
    this.builder = builder;
  }

  VectorOperator build(BinaryExpr expr, StepGrid grid) {
    boolean leftScalar = expr.left().type() == ValueType.SCALAR;
    boolean rightScalar = expr.right().type() == ValueType.SCALAR;
    if (leftScalar && rightScalar) {
      requireOfScalars(expr.op());
      return new ScalarBinaryOperator(
          BinaryFunction.of(expr, true, context),
          builder.scalar(expr.left(), grid),
          builder.scalar(expr.right(), grid));
    }
    return leftScalar || rightScalar
        ? withScalar(expr, leftScalar, grid)
        : ofVectors(expr, Objects.requireNonNull(expr.matching()), grid);
  }

  /** Trimming is of histograms only; the parser lets it stand between scalars, too. */
  private static void requireOfScalars(BinaryOp op) {
    if (op == BinaryOp.TRIM_LOWER || op == BinaryOp.TRIM_UPPER) {
      throw QueryContext.failure(
          "operator \"%s\" not allowed for Scalar operations".formatted(op.symbol()));
    }
  }

  private VectorOperator withScalar(BinaryExpr expr, boolean leftScalar, StepGrid grid) {
    ScalarColumn left = leftScalar ? builder.scalar(expr.left(), grid) : null;
    VectorOperator vector = builder.vector(leftScalar ? expr.right() : expr.left(), grid);
    ScalarColumn scalar = left == null ? builder.scalar(expr.right(), grid) : left;
    return new VectorScalarOperator(
        BinaryFunction.of(expr, context), vector, scalar, leftScalar, grid.count(), context);
  }

  private VectorOperator ofVectors(BinaryExpr expr, VectorMatching matching, StepGrid grid) {
    QueryLimits limits = context.limits();
    int steps = grid.count();
    VectorOperator left = builder.vector(expr.left(), grid);
    VectorOperator right = builder.vector(expr.right(), grid);
    PairedWindows pair = pair(left, right, matching, steps);
    left = pair == null ? builder.whole(left, grid) : pair.left();
    right = pair == null ? builder.whole(right, grid) : pair.right();
    return switch (expr.op()) {
      case AND -> new SetOperator(limits, left, right, matching, true, steps);
      case UNLESS -> new SetOperator(limits, left, right, matching, false, steps);
      case OR -> new OrOperator(limits, left, right, matching, steps);
      default ->
          new VectorBinaryOperator(
              limits,
              BinaryFunction.of(expr, context),
              matching,
              left,
              right,
              steps,
              removesNames(expr));
    };
  }

  /** Both sides, where they are windows of the same series that are matched one by one. */
  private @Nullable PairedWindows pair(
      VectorOperator left, VectorOperator right, VectorMatching matching, int steps) {
    boolean oneByOne =
        matching.cardinality() != Cardinality.ONE_TO_MANY
            && !matching.on()
            && matching.labels().isEmpty();
    return oneByOne && left instanceof WindowOperator a && right instanceof WindowOperator b
        ? PairedWindows.of(context, a, b, steps)
        : null;
  }

  /** Whether the results of an operator between vectors have no names from the start. */
  private boolean removesNames(BinaryExpr expr) {
    return expr.returnBool()
        ? context.names() == NameRemoval.AT_ONCE
        : BinaryFunction.of(expr, false, context).dropsName();
  }
}

package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The same tree with no positions and with matchers in one order, so that trees compare. */
final class WithoutPositions {
  private static final PositionRange NONE = PositionRange.NONE;

  private WithoutPositions() {}

  static Expr of(Expr expr) {
    return switch (expr) {
      case NumberLiteral n -> new NumberLiteral(n.value(), n.duration(), NONE);
      case StringLiteral s -> new StringLiteral(s.value(), NONE);
      case VectorSelector v -> selector(v);
      case MatrixSelector m ->
          new MatrixSelector(selector(m.selector()), m.rangeMs(), orNull(m.rangeExpr()), NONE);
      case Subquery s ->
          new Subquery(
              of(s.expr()),
              s.rangeMs(),
              orNull(s.rangeExpr()),
              s.stepMs(),
              orNull(s.stepExpr()),
              offset(s.offset()),
              s.at(),
              NONE);
      case Call c ->
          new Call(c.function(), c.args().stream().map(WithoutPositions::of).toList(), NONE);
      case BinaryExpr b ->
          new BinaryExpr(b.op(), of(b.left()), of(b.right()), b.matching(), b.returnBool(), NONE);
      case UnaryExpr u -> new UnaryExpr(u.negative(), of(u.expr()), NONE);
      case AggregateExpr a ->
          new AggregateExpr(
              a.op(), of(a.expr()), orNull(a.parameter()), a.grouping(), a.without(), NONE);
      case ParenExpr p -> new ParenExpr(of(p.expr()), NONE);
      case DurationExpr d ->
          new DurationExpr(d.op(), orNull(d.left()), orNull(d.right()), d.wrapped(), NONE);
    };
  }

  private static @Nullable Expr orNull(@Nullable Expr expr) {
    return expr == null ? null : of(expr);
  }

  private static Offset offset(Offset offset) {
    return new Offset(offset.offsetMs(), orNull(offset.expr()));
  }

  private static VectorSelector selector(VectorSelector v) {
    return new VectorSelector(
        v.name(),
        v.matchers().stream().sorted(Comparator.comparing(Matcher::toString)).toList(),
        offset(v.offset()),
        v.at(),
        v.mode(),
        NONE);
  }
}

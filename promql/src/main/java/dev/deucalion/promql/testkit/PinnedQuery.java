package dev.deucalion.promql.testkit;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.parser.ExprPrinter;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A query with all its selectors pinned to one time by {@code @}, so that it answers the same. */
final class PinnedQuery {
  /** What they give depends on the time of the evaluation, whatever their arguments are. */
  private static final Set<String> TIME_DEPENDENT =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "end",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "range",
          "start",
          "step",
          "time",
          "timestamp");

  private final AtModifier at;
  private boolean dependsOnTime;

  private PinnedQuery(long timeMs) {
    this.at = new AtModifier.Time(timeMs);
  }

  /** The query pinned to a time, or null where that cannot be. */
  static @Nullable String of(String query, long timeMs) {
    try {
      PinnedQuery pinned = new PinnedQuery(timeMs);
      Expr expr = pinned.pin(PromqlParser.parse(query, ParserOptions.EXPERIMENTAL));
      return pinned.dependsOnTime ? null : ExprPrinter.print(expr);
    } catch (ParseException e) {
      return null;
    }
  }

  private Expr pin(Expr expr) {
    return switch (expr) {
      case NumberLiteral number -> number;
      case StringLiteral string -> string;
      case DurationExpr duration -> duration;
      case VectorSelector selector -> pin(selector);
      case MatrixSelector matrix ->
          new MatrixSelector(
              pin(matrix.selector()), matrix.rangeMs(), matrix.rangeExpr(), matrix.position());
      case Subquery subquery ->
          new Subquery(
              subquery.expr(),
              subquery.rangeMs(),
              subquery.rangeExpr(),
              subquery.stepMs(),
              subquery.stepExpr(),
              subquery.offset(),
              pin(subquery.at()),
              subquery.position());
      case ParenExpr paren -> new ParenExpr(pin(paren.expr()), paren.position());
      case UnaryExpr unary -> new UnaryExpr(unary.negative(), pin(unary.expr()), unary.position());
      case BinaryExpr binary ->
          new BinaryExpr(
              binary.op(),
              pin(binary.left()),
              pin(binary.right()),
              binary.matching(),
              binary.returnBool(),
              binary.position());
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield new AggregateExpr(
            aggregate.op(),
            pin(aggregate.expr()),
            parameter == null ? null : pin(parameter),
            aggregate.grouping(),
            aggregate.without(),
            aggregate.position());
      }
      case Call call -> {
        dependsOnTime |= TIME_DEPENDENT.contains(call.function().name());
        yield new Call(
            call.function(), call.args().stream().map(this::pin).toList(), call.position());
      }
    };
  }

  private VectorSelector pin(VectorSelector selector) {
    return new VectorSelector(
        selector.name(),
        selector.matchers(),
        selector.offset(),
        pin(selector.at()),
        selector.mode(),
        selector.position());
  }

  private AtModifier pin(@Nullable AtModifier given) {
    return given instanceof AtModifier.Time ? given : at;
  }
}

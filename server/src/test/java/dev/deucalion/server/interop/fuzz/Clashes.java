package dev.deucalion.server.interop.fuzz;

import dev.deucalion.promql.ast.AggregateExpr;
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
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.server.interop.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The clashes of series that a query has by the word of a server: it is asked for each part of the
 * query at each step. A query with several of them fails with any, but not with one that no part
 * has.
 */
final class Clashes {
  private final Api server;
  private final FuzzQuery query;
  private final Set<String> found = new HashSet<>();

  /** Whether there may be others, in parts that the server cannot be asked for. */
  private boolean mayHaveOthers;

  private Clashes(Api server, FuzzQuery query) {
    this.server = server;
    this.query = query;
  }

  static boolean isOne(HttpAnswer answer) {
    String error = answer.member("error");
    return error.startsWith("vector cannot contain metrics with the same labelset")
        || error.startsWith("found duplicate series for the match group")
        || error.startsWith("multiple matches for labels:");
  }

  /** What an answer tells of its clash, without the series that it names as examples. */
  static String text(HttpAnswer answer) {
    return answer
        .member("error")
        .replaceFirst("for the match group .* on the (left|right) hand-side.*\\];", "$1;");
  }

  /** Whether a query may fail with the clash that an answer tells of. */
  static boolean include(Api server, FuzzQuery query, HttpAnswer answer) {
    Clashes clashes = new Clashes(server, query);
    Expr expr = PromqlParser.parse(query.expr(), ParserOptions.EXPERIMENTAL);
    if (expr.type() == ValueType.MATRIX) {
      // It is a subquery, of other times.
      return true;
    }
    // They would be other times at a single step.
    clashes.mayHaveOthers = !query.isInstant() && query.expr().matches("(?s).*(start|end)\\(\\).*");
    long stepMs = Math.max(1, query.stepMs());
    for (long timeMs = query.startMs(); timeMs <= query.endMs(); timeMs += stepMs) {
      clashes.fails(expr, timeMs);
      if (clashes.mayHaveOthers || clashes.found.contains(text(answer))) {
        return true;
      }
    }
    return false;
  }

  /**
   * A query as often as it has comparisons between vectors that filter, each time with one of them
   * that does not.
   */
  static List<FuzzQuery> withoutOneFilter(FuzzQuery query) {
    List<FuzzQuery> changed = new ArrayList<>();
    addWithoutFilter(PromqlParser.parse(query.expr(), ParserOptions.EXPERIMENTAL), query, changed);
    return changed;
  }

  private static void addWithoutFilter(Expr part, FuzzQuery query, List<FuzzQuery> changed) {
    if (part instanceof BinaryExpr binary
        && binary.op().isComparison()
        && binary.matching() != null
        && !binary.returnBool()) {
      String symbol = binary.op().symbol();
      int behind = query.expr().indexOf(symbol, binary.left().position().end()) + symbol.length();
      changed.add(
          query.withExpr(
              query.expr().substring(0, behind) + " bool" + query.expr().substring(behind)));
    }
    children(part).forEach(inner -> addWithoutFilter(inner, query, changed));
  }

  private static List<Expr> children(Expr part) {
    return part instanceof Subquery subquery ? List.of(subquery.expr()) : parts(part);
  }

  /** Whether a part fails at a time; what fails with sound parts has a clash of its own. */
  private boolean fails(Expr part, long timeMs) {
    boolean partFails = false;
    for (Expr inner : parts(part)) {
      partFails |= fails(inner, timeMs);
    }
    if (partFails || part.type() != ValueType.VECTOR) {
      return partFails;
    }
    String text = query.expr().substring(part.position().start(), part.position().end());
    HttpAnswer answer =
        HttpAnswer.ofPrometheus(
            server, new FuzzQuery(text, query.precision(), AnswerOrder.NONE, timeMs, timeMs, 0));
    if (answer.isSuccess()) {
      return false;
    }
    found.add(text(answer));
    mayHaveOthers |= part instanceof Call call && hasSubquery(call);
    return true;
  }

  private static boolean hasSubquery(Call call) {
    return call.args().stream().anyMatch(Subquery.class::isInstance);
  }

  /** What is evaluated at the same times. */
  private static List<Expr> parts(Expr expr) {
    return switch (expr) {
      case BinaryExpr binary -> List.of(binary.left(), binary.right());
      case UnaryExpr unary -> List.of(unary.expr());
      case ParenExpr paren -> List.of(paren.expr());
      case Call call -> call.args();
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield parameter == null ? List.of(aggregate.expr()) : List.of(parameter, aggregate.expr());
      }
      case Subquery _,
          MatrixSelector _,
          VectorSelector _,
          NumberLiteral _,
          StringLiteral _,
          DurationExpr _ ->
          List.of();
    };
  }
}

package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.VectorSelector;

/**
 * What may follow an expression and binds tighter than any operator: ranges, subqueries, {@code
 * offset}, {@code @}, {@code anchored} and {@code smoothed}, in any order and number.
 */
final class ModifierParser {
  private static final double MS_PER_SECOND = 1000;

  private final TokenStream tokens;
  private final ParserOptions options;

  ModifierParser(TokenStream tokens, ParserOptions options) {
    this.tokens = tokens;
    this.options = options;
  }

  Expr modifiers(Expr first) {
    Expr expr = first;
    while (true) {
      switch (tokens.peek().type()) {
        case LEFT_BRACKET -> expr = brackets(expr);
        case OFFSET -> expr = offset(expr);
        case AT -> expr = at(expr);
        case ANCHORED -> expr = rangeMode(expr, RangeMode.ANCHORED);
        case SMOOTHED -> expr = rangeMode(expr, RangeMode.SMOOTHED);
        default -> {
          return expr;
        }
      }
    }
  }

  private Expr brackets(Expr expr) {
    Token open = tokens.next();
    Expr range = new DurationExprParser(tokens, ErrorContext.RANGE).positive();
    if (tokens.accept(TokenType.COLON)) {
      tokens.countOperator(open);
      return subquery(expr, range);
    }
    Token close = tokens.expect(TokenType.RIGHT_BRACKET, ErrorContext.RANGE_END);
    PositionRange brackets = new PositionRange(open.start(), close.end());
    if (!(expr instanceof VectorSelector selector)) {
      throw tokens.error(brackets, "ranges only allowed for vector selectors");
    }
    if (isSet(selector.offset())) {
      throw tokens.error(brackets, "no offset modifiers allowed before range");
    }
    if (selector.at() != null) {
      throw tokens.error(brackets, "no @ modifiers allowed before range");
    }
    return new MatrixSelector(
        selector,
        literalMs(range),
        range instanceof NumberLiteral ? null : range,
        until(expr, close.end()));
  }

  private Expr subquery(Expr expr, Expr range) {
    Expr step = null;
    if (!tokens.isNext(TokenType.RIGHT_BRACKET)) {
      step = new DurationExprParser(tokens, ErrorContext.STEP).positive();
    }
    Token close = tokens.expect(TokenType.RIGHT_BRACKET, ErrorContext.STEP_END);
    return new Subquery(
        expr,
        literalMs(range),
        range instanceof NumberLiteral ? null : range,
        step == null ? 0 : literalMs(step),
        step instanceof NumberLiteral ? null : step,
        Offset.NONE,
        null,
        until(expr, close.end()));
  }

  private static long literalMs(Expr duration) {
    return duration instanceof NumberLiteral number ? DurationExprParser.toMs(number.value()) : 0;
  }

  private Expr offset(Expr expr) {
    tokens.next();
    Expr duration = new DurationExprParser(tokens, ErrorContext.OFFSET).offset();
    Offset offset =
        new Offset(literalMs(duration), duration instanceof NumberLiteral ? null : duration);
    int end = duration.position().end();
    return switch (expr) {
      case VectorSelector selector -> withOffset(selector, offset, expr, end);
      case MatrixSelector matrix ->
          new MatrixSelector(
              withOffset(matrix.selector(), offset, expr, matrix.selector().position().end()),
              matrix.rangeMs(),
              matrix.rangeExpr(),
              until(expr, end));
      case Subquery subquery -> {
        checkUnset(subquery.offset(), expr);
        yield new Subquery(
            subquery.expr(),
            subquery.rangeMs(),
            subquery.rangeExpr(),
            subquery.stepMs(),
            subquery.stepExpr(),
            offset,
            subquery.at(),
            until(expr, end));
      }
      default ->
          throw tokens.error(
              expr.position(),
              "offset modifier must be preceded by an instant vector selector or range vector"
                  + " selector or a subquery");
    };
  }

  private VectorSelector withOffset(VectorSelector selector, Offset offset, Expr whole, int end) {
    checkUnset(selector.offset(), whole);
    return new VectorSelector(
        selector.name(),
        selector.matchers(),
        offset,
        selector.at(),
        selector.mode(),
        until(selector, end));
  }

  private void checkUnset(Offset offset, Expr expr) {
    if (isSet(offset)) {
      throw tokens.error(expr.position(), "offset may not be set multiple times");
    }
  }

  /** An offset of zero counts as none. */
  private static boolean isSet(Offset offset) {
    return offset.offsetMs() != 0 || offset.expr() != null;
  }

  private Expr at(Expr expr) {
    tokens.next();
    Token first = tokens.peek();
    int end;
    AtModifier at;
    if (first.type() == TokenType.START || first.type() == TokenType.END_OF_RANGE) {
      tokens.next();
      tokens.expect(TokenType.LEFT_PAREN, ErrorContext.AT);
      end = tokens.expect(TokenType.RIGHT_PAREN, ErrorContext.AT).end();
      at = first.type() == TokenType.START ? new AtModifier.Start() : new AtModifier.End();
    } else {
      boolean negative = first.type() == TokenType.SUB;
      if (negative || first.type() == TokenType.ADD) {
        tokens.next();
      }
      NumberLiteral number = tokens.number(ErrorContext.AT);
      end = number.position().end();
      at = time(negative ? -number.value() : number.value(), expr);
    }
    return withAt(expr, at, end);
  }

  private AtModifier time(double seconds, Expr expr) {
    if (Double.isNaN(seconds) || Math.abs(seconds) >= Long.MAX_VALUE) {
      throw tokens.error(
          expr.position(), "timestamp out of bounds for @ modifier: " + fixed(seconds));
    }
    return new AtModifier.Time(Math.round(seconds * MS_PER_SECOND));
  }

  private static String fixed(double seconds) {
    if (Double.isNaN(seconds)) {
      return "NaN";
    }
    if (Double.isInfinite(seconds)) {
      return seconds > 0 ? "+Inf" : "-Inf";
    }
    return new java.math.BigDecimal(seconds)
        .setScale(6, java.math.RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private Expr withAt(Expr expr, AtModifier at, int end) {
    return switch (expr) {
      case VectorSelector selector -> withAt(selector, at, expr, end);
      case MatrixSelector matrix ->
          new MatrixSelector(
              withAt(matrix.selector(), at, expr, matrix.selector().position().end()),
              matrix.rangeMs(),
              matrix.rangeExpr(),
              until(expr, end));
      case Subquery subquery -> {
        checkNoAt(subquery.at() != null, expr);
        yield new Subquery(
            subquery.expr(),
            subquery.rangeMs(),
            subquery.rangeExpr(),
            subquery.stepMs(),
            subquery.stepExpr(),
            subquery.offset(),
            at,
            until(expr, end));
      }
      default ->
          throw tokens.error(
              expr.position(),
              "@ modifier must be preceded by an instant vector selector or range vector selector"
                  + " or a subquery");
    };
  }

  private VectorSelector withAt(VectorSelector selector, AtModifier at, Expr whole, int end) {
    checkNoAt(selector.at() != null, whole);
    return new VectorSelector(
        selector.name(),
        selector.matchers(),
        selector.offset(),
        at,
        selector.mode(),
        until(selector, end));
  }

  private void checkNoAt(boolean alreadySet, Expr expr) {
    if (alreadySet) {
      throw tokens.error(expr.position(), "@ <timestamp> may not be set multiple times");
    }
  }

  private Expr rangeMode(Expr expr, RangeMode mode) {
    String word = tokens.next().text().toLowerCase(java.util.Locale.ROOT);
    if (!options.allows(ParserOptions.Feature.EXTENDED_RANGE_SELECTORS)) {
      throw tokens.error(expr.position(), word + " modifier is experimental and not enabled");
    }
    return switch (expr) {
      case VectorSelector selector -> withMode(selector, mode, expr);
      case MatrixSelector matrix ->
          new MatrixSelector(
              withMode(matrix.selector(), mode, expr),
              matrix.rangeMs(),
              matrix.rangeExpr(),
              matrix.position());
      case Subquery subquery ->
          throw tokens.error(
              subquery.position(), word + " modifier is not supported for subqueries");
      default -> throw tokens.error(expr.position(), word + " modifier not implemented");
    };
  }

  private VectorSelector withMode(VectorSelector selector, RangeMode mode, Expr whole) {
    if (selector.mode() != RangeMode.PLAIN && selector.mode() != mode) {
      throw tokens.error(
          whole.position(), "anchored and smoothed modifiers cannot be used together");
    }
    return new VectorSelector(
        selector.name(),
        selector.matchers(),
        selector.offset(),
        selector.at(),
        mode,
        selector.position());
  }

  private static PositionRange until(Expr expr, int end) {
    return new PositionRange(expr.position().start(), end);
  }
}

package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.PositionRange;
import org.jspecify.annotations.Nullable;

/** Durations and arithmetic on them, in brackets and behind {@code offset}. */
final class DurationExprParser {
  /** Seconds from which on nanoseconds do not fit into a {@code long}. */
  private static final double LIMIT_SECONDS = 0x1p63 / 1e9;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MS = 1_000_000;

  private static final int LOWEST = 0;
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int POWER = 3;

  private final TokenStream tokens;
  private final ErrorContext context;

  DurationExprParser(TokenStream tokens, ErrorContext context) {
    this.tokens = tokens;
    this.context = context;
  }

  /** Whole milliseconds of a number of seconds that is in range. */
  static long toMs(double seconds) {
    return Math.round(seconds * NANOS_PER_SECOND) / NANOS_PER_MS;
  }

  /** A range or step: a number greater than 0, or an expression to evaluate later. */
  Expr positive() {
    Expr expr = expression(LOWEST);
    if (expr instanceof NumberLiteral number && number.value() <= 0) {
      throw tokens.error(number.position(), "duration must be greater than 0");
    }
    return expr;
  }

  /**
   * An offset. Operators go on with it only where it starts with a parenthesis or two signs: {@code
   * foo offset 5m + 1} adds to {@code foo offset 5m}.
   */
  Expr offset() {
    return switch (tokens.peek().type()) {
      case ADD, SUB -> signedOffset();
      case LEFT_PAREN -> operators(operand(), LOWEST);
      default -> operand();
    };
  }

  private Expr signedOffset() {
    Token sign = tokens.next();
    return switch (tokens.peek().type()) {
      case ADD, SUB -> operators(applySign(sign, expression(POWER)), LOWEST);
      case STEP, RANGE, MAX_OF, MIN_OF -> signed(sign, operand());
      default -> applySign(sign, operand());
    };
  }

  private Expr expression(int minPrecedence) {
    tokens.enter();
    Expr expr = operators(prefix(), minPrecedence);
    tokens.leave();
    return expr;
  }

  private Expr operators(Expr first, int minPrecedence) {
    Expr left = first;
    while (true) {
      Token token = tokens.peek();
      DurationExpr.Op op = operator(token.type());
      if (op == null || precedence(op) < minPrecedence) {
        return left;
      }
      tokens.next();
      tokens.countOperator(token);
      Expr right = expression(op == DurationExpr.Op.POW ? POWER : precedence(op) + 1);
      left = binary(token, op, left, right);
    }
  }

  private Expr binary(Token token, DurationExpr.Op op, Expr left, Expr right) {
    if (right instanceof NumberLiteral number && number.value() == 0) {
      if (op == DurationExpr.Op.DIV) {
        throw tokens.error(token.position(), "division by zero");
      }
      if (op == DurationExpr.Op.MOD) {
        throw tokens.error(token.position(), "modulo by zero");
      }
    }
    return new DurationExpr(
        op, left, right, false, new PositionRange(left.position().start(), right.position().end()));
  }

  private Expr prefix() {
    return switch (tokens.peek().type()) {
      case ADD, SUB -> applySign(tokens.next(), expression(POWER));
      default -> operand();
    };
  }

  private Expr operand() {
    return switch (tokens.peek().type()) {
      case STEP -> nullary(DurationExpr.Op.STEP);
      case RANGE -> nullary(DurationExpr.Op.RANGE);
      case MAX_OF -> binaryFunction(DurationExpr.Op.MAX_OF);
      case MIN_OF -> binaryFunction(DurationExpr.Op.MIN_OF);
      case LEFT_PAREN -> parenthesised();
      default -> inRange(tokens.number(context), null);
    };
  }

  private Expr nullary(DurationExpr.Op op) {
    Token name = tokens.next();
    tokens.expect(TokenType.LEFT_PAREN, context);
    Token close = tokens.expect(TokenType.RIGHT_PAREN, context);
    return new DurationExpr(op, null, null, false, new PositionRange(name.start(), close.end()));
  }

  private Expr binaryFunction(DurationExpr.Op op) {
    Token name = tokens.next();
    tokens.expect(TokenType.LEFT_PAREN, context);
    Expr left = expression(LOWEST);
    tokens.expect(TokenType.COMMA, context);
    Expr right = expression(LOWEST);
    Token close = tokens.expect(TokenType.RIGHT_PAREN, context);
    return new DurationExpr(op, left, right, false, new PositionRange(name.start(), close.end()));
  }

  private Expr parenthesised() {
    Token open = tokens.next();
    Expr inner = expression(LOWEST);
    Token close = tokens.expect(TokenType.RIGHT_PAREN, context);
    if (inner instanceof DurationExpr expr) {
      return new DurationExpr(expr.op(), expr.left(), expr.right(), true, expr.position());
    }
    return new DurationExpr(
        DurationExpr.Op.ADD, null, inner, true, new PositionRange(open.start(), close.end()));
  }

  private Expr applySign(Token sign, Expr operand) {
    if (operand instanceof NumberLiteral number) {
      return inRange(number, sign);
    }
    return sign.type() == TokenType.SUB ? signed(sign, operand) : operand;
  }

  private static Expr signed(Token sign, Expr operand) {
    return new DurationExpr(
        sign.type() == TokenType.SUB ? DurationExpr.Op.SUB : DurationExpr.Op.ADD,
        null,
        operand,
        false,
        new PositionRange(sign.start(), operand.position().end()));
  }

  private NumberLiteral inRange(NumberLiteral number, @Nullable Token sign) {
    boolean within = Math.abs(number.value()) <= LIMIT_SECONDS;
    if (!within) {
      throw tokens.error(
          sign == null ? number.position() : sign.position(), "duration out of range");
    }
    if (sign == null) {
      return number;
    }
    return new NumberLiteral(
        sign.type() == TokenType.SUB ? -number.value() : number.value(),
        number.duration(),
        new PositionRange(sign.start(), number.position().end()));
  }

  private static DurationExpr.@Nullable Op operator(TokenType type) {
    return switch (type) {
      case ADD -> DurationExpr.Op.ADD;
      case SUB -> DurationExpr.Op.SUB;
      case MUL -> DurationExpr.Op.MUL;
      case DIV -> DurationExpr.Op.DIV;
      case MOD -> DurationExpr.Op.MOD;
      case POW -> DurationExpr.Op.POW;
      default -> null;
    };
  }

  private static int precedence(DurationExpr.Op op) {
    return switch (op) {
      case ADD, SUB -> SUM;
      case MUL, DIV, MOD -> PRODUCT;
      case POW -> POWER;
      case STEP, RANGE, MIN_OF, MAX_OF -> throw new IllegalStateException("not an infix " + op);
    };
  }
}

package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.BinaryOp;
import org.jspecify.annotations.Nullable;

/** How tight the binary operators bind. */
final class Precedence {
  static final int LOWEST = 0;

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int COMPARISON = 3;
  private static final int SUM = 4;
  private static final int PRODUCT = 5;
  private static final int POWER = 6;

  /** A sign takes powers with it and leaves all else: {@code -a ^ b * c} is {@code (-(a^b))*c}. */
  static final int OF_SIGNED_OPERAND = POWER;

  private Precedence() {}

  static int of(BinaryOp op) {
    return switch (op) {
      case OR -> OR;
      case AND, UNLESS -> AND;
      case EQL, NEQ, GTR, LSS, GTE, LTE, TRIM_UPPER, TRIM_LOWER -> COMPARISON;
      case ADD, SUB -> SUM;
      case MUL, DIV, MOD, ATAN2 -> PRODUCT;
      case POW -> POWER;
    };
  }

  /** The least precedence of operators that go to the right side: all but power group leftwards. */
  static int ofRightSide(BinaryOp op) {
    return op == BinaryOp.POW ? POWER : of(op) + 1;
  }

  static @Nullable BinaryOp binaryOp(TokenType type) {
    return switch (type) {
      case ADD -> BinaryOp.ADD;
      case SUB -> BinaryOp.SUB;
      case MUL -> BinaryOp.MUL;
      case DIV -> BinaryOp.DIV;
      case MOD -> BinaryOp.MOD;
      case POW -> BinaryOp.POW;
      case ATAN2 -> BinaryOp.ATAN2;
      case EQUAL_EQUAL -> BinaryOp.EQL;
      case NOT_EQUAL -> BinaryOp.NEQ;
      case GREATER -> BinaryOp.GTR;
      case LESS -> BinaryOp.LSS;
      case GREATER_EQUAL -> BinaryOp.GTE;
      case LESS_EQUAL -> BinaryOp.LTE;
      case TRIM_UPPER -> BinaryOp.TRIM_UPPER;
      case TRIM_LOWER -> BinaryOp.TRIM_LOWER;
      case AND -> BinaryOp.AND;
      case OR -> BinaryOp.OR;
      case UNLESS -> BinaryOp.UNLESS;
      default -> null;
    };
  }
}

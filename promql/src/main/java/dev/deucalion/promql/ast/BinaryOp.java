package dev.deucalion.promql.ast;

/** A binary operator. */
public enum BinaryOp {
  /** Sum. */
  ADD("+"),
  /** Difference. */
  SUB("-"),
  /** Product. */
  MUL("*"),
  /** Quotient. */
  DIV("/"),
  /** Rest of a division, with the sign of the left side. */
  MOD("%"),
  /** Power. */
  POW("^"),
  /** Angle of a point, in radians. */
  ATAN2("atan2"),
  /** Equal. */
  EQL("=="),
  /** Not equal. */
  NEQ("!="),
  /** Greater. */
  GTR(">"),
  /** Less. */
  LSS("<"),
  /** Greater or equal. */
  GTE(">="),
  /** Less or equal. */
  LTE("<="),
  /** A histogram without what is above a value. */
  TRIM_UPPER("</"),
  /** A histogram without what is below a value. */
  TRIM_LOWER(">/"),
  /** Series of the left side that the right one has, too. */
  AND("and"),
  /** Series of both sides. */
  OR("or"),
  /** Series of the left side that the right one lacks. */
  UNLESS("unless");

  private final String symbol;

  BinaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** As written in PromQL. */
  public String symbol() {
    return symbol;
  }

  /** Whether it compares two values. */
  public boolean isComparison() {
    return switch (this) {
      case EQL, NEQ, GTR, LSS, GTE, LTE -> true;
      default -> false;
    };
  }

  /** Whether it is one of sets: {@code and}, {@code or}, {@code unless}. */
  public boolean isSet() {
    return this == AND || this == OR || this == UNLESS;
  }
}

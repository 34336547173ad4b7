package dev.deucalion.promql.ast;

/** A binary operator. */
public enum BinaryOp {
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  MOD("%"),
  POW("^"),
  ATAN2("atan2"),
  EQL("=="),
  NEQ("!="),
  GTR(">"),
  LSS("<"),
  GTE(">="),
  LTE("<="),
  TRIM_UPPER("</"),
  TRIM_LOWER(">/"),
  AND("and"),
  OR("or"),
  UNLESS("unless");

  private final String symbol;

  BinaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** As written in PromQL. */
  public String symbol() {
    return symbol;
  }

  public boolean isComparison() {
    return switch (this) {
      case EQL, NEQ, GTR, LSS, GTE, LTE -> true;
      default -> false;
    };
  }

  public boolean isSet() {
    return this == AND || this == OR || this == UNLESS;
  }
}

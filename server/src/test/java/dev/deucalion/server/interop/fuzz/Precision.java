package dev.deucalion.server.interop.fuzz;

/** How exactly both servers must agree on the values of an expression. */
enum Precision {
  /** To the bit, and sums of the values are exact, so that the order of adding up does not show. */
  SUMMABLE,
  /** To the bit. */
  EXACT,
  /** But for rounding. */
  CLOSE;

  /** Whether this is at least as much as is asked for. */
  boolean satisfies(Precision asked) {
    return compareTo(asked) <= 0;
  }
}

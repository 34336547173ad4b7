package dev.deucalion.server.interop.fuzz;

/**
 * A query to send to both servers.
 *
 * @param precision how exactly values must agree
 * @param startMs start of a range, or the time of an instant query
 * @param stepMs 0 for an instant query
 */
record FuzzQuery(
    String expr, Precision precision, AnswerOrder order, long startMs, long endMs, long stepMs) {
  boolean isInstant() {
    return stepMs == 0;
  }

  /** As Prometheus 2.42 calls functions. */
  FuzzQuery withOldNames() {
    return withExpr(expr.replace("double_exponential_smoothing(", "holt_winters("));
  }

  /** Another expression at the same times. */
  FuzzQuery withExpr(String other) {
    return new FuzzQuery(other, precision, order, startMs, endMs, stepMs);
  }

  @Override
  public String toString() {
    return isInstant()
        ? expr + "\n  at " + startMs / 1_000
        : expr + "\n  from " + startMs / 1_000 + " to " + endMs / 1_000 + " by " + stepMs / 1_000;
  }
}

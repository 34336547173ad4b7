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

  /** The same with comparisons that give 0 or 1. */
  FuzzQuery withoutFilters() {
    String compared = expr.replaceAll(" (==|!=|<=|>=|<|>) (?!bool )", " $1 bool ");
    return new FuzzQuery(compared, precision, order, startMs, endMs, stepMs);
  }

  @Override
  public String toString() {
    return isInstant()
        ? expr + "\n  at " + startMs / 1_000
        : expr + "\n  from " + startMs / 1_000 + " to " + endMs / 1_000 + " by " + stepMs / 1_000;
  }
}

package dev.deucalion.server.interop.fuzz;

import java.util.regex.Pattern;

/**
 * A query to send to both servers.
 *
 * @param precision how exactly values must agree
 * @param startMs start of a range, or the time of an instant query
 * @param stepMs 0 for an instant query
 */
record FuzzQuery(
    String expr, Precision precision, AnswerOrder order, long startMs, long endMs, long stepMs) {
  private static final Pattern PINNED_TWICE =
      Pattern.compile("@.*\\[[^\\]]*:[^\\]]*\\]\\s*@.*\\[[^\\]]*:");

  boolean isInstant() {
    return stepMs == 0;
  }

  /** As Prometheus 2.42 calls functions, with blanks in the place of what is shorter then. */
  FuzzQuery withOldNames() {
    return withExpr(expr.replace("double_exponential_smoothing(", "holt_winters                ("));
  }

  /** Whether a subquery with {@code @}, over something with {@code @}, is inside a subquery. */
  boolean isPinnedTwice() {
    return PINNED_TWICE.matcher(expr).find();
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

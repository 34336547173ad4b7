package dev.deucalion.promql.exec;

/** Has a loop over many small things look at the limits of its query now and then. */
final class Pace {
  private static final int STRIDE = 1 << 10;

  private final QueryLimits limits;
  private int count;

  Pace(QueryLimits limits) {
    this.limits = limits;
  }

  /**
   * To be called for each of them.
   *
   * @throws dev.deucalion.promql.QueryException as {@link QueryLimits#checkpoint}
   */
  void step() {
    if ((++count & STRIDE - 1) == 0) {
      limits.checkpoint();
    }
  }
}

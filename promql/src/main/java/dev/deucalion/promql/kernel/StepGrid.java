package dev.deucalion.promql.kernel;

/**
 * The times that an expression is evaluated at.
 *
 * @param startMs time of step 0, milliseconds since the epoch
 * @param stepMs distance of steps, greater than 0
 * @param count number of steps, 0 or more
 */
public record StepGrid(long startMs, long stepMs, int count) {
  /** One step. */
  public static StepGrid instant(long timeMs) {
    return new StepGrid(timeMs, 1, 1);
  }

  /**
   * All steps that are not later than the end.
   *
   * @throws ArithmeticException when there are more than an array can hold
   */
  public static StepGrid range(long startMs, long endMs, long stepMs) {
    long count = endMs < startMs ? 0 : (endMs - startMs) / stepMs + 1;
    return new StepGrid(startMs, stepMs, Math.toIntExact(count));
  }

  /** Time of a step, ms. */
  public long timeMs(int step) {
    return startMs + step * stepMs;
  }

  /** Time of the last step; there must be one. */
  public long lastMs() {
    return timeMs(count - 1);
  }

  /** Whether there is one step only. */
  public boolean isInstant() {
    return count == 1;
  }

  /** The grid of the first step alone. */
  public StepGrid first() {
    return new StepGrid(startMs, stepMs, Math.min(count, 1));
  }
}

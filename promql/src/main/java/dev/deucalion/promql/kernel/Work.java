package dev.deucalion.promql.kernel;

/**
 * Counts the work of one thread for a query, so that long loops can be ended by a limit of time:
 * after so much work, however it is spread over series and windows, the limits are looked at.
 *
 * <p>The unit is about a few nanoseconds: what a loop does with one float. A loop that may run over
 * a whole series goes stride by stride:
 *
 * <pre>{@code
 * for (int at = from; at < to; ) {
 *   int end = work.strideEnd(at, to);
 *   for (; at < end; at++) {
 *     use(values[at]);
 *   }
 * }
 * }</pre>
 */
public final class Work {
  /** Units between two looks: far less than a millisecond of most loops. */
  public static final int STRIDE = 1 << 14;

  private final Runnable checkpoint;
  private long left = STRIDE;

  /**
   * Work of which nothing is done.
   *
   * @param checkpoint looks at the limits; throws to end the loop
   */
  public Work(Runnable checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** Says that so much was done, or is to be done now. */
  public void add(long units) {
    left -= units;
    if (left <= 0) {
      left = STRIDE;
      checkpoint.run();
    }
  }

  /** Where a loop of one unit a turn that is at an index has to ask again; at most {@code to}. */
  public int strideEnd(int at, int to) {
    int turns = Math.min(to - at, STRIDE);
    add(turns);
    return at + turns;
  }

  /** For another thread. */
  Work fork() {
    return new Work(checkpoint);
  }
}

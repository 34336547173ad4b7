package dev.deucalion.promql.kernel;

/**
 * Counts the work of one thread for a query, so that long loops can be ended by a limit of time:
 * after so much work, however it is spread over series and windows, the limits are looked at. And
 * counts the buffers that are kept for it, so that they can be ended by a limit of memory.
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
  private final ColumnMemory memory;
  private long left = STRIDE;

  /**
   * Work of which nothing is done, without buffers that count.
   *
   * @param checkpoint looks at the limits; throws to end the loop
   */
  public Work(Runnable checkpoint) {
    this(checkpoint, ColumnMemory.UNCOUNTED);
  }

  /**
   * Work of which nothing is done.
   *
   * @param checkpoint looks at the limits; throws to end the loop
   * @param memory what buffers are counted in, for as long as the query lasts
   */
  public Work(Runnable checkpoint, ColumnMemory memory) {
    this.checkpoint = checkpoint;
    this.memory = memory;
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

  /** A buffer that is kept takes so many bytes more from now on; throws where they are too many. */
  void hold(long bytes) {
    memory.holdBytes(bytes);
  }

  /** For another thread. */
  Work fork() {
    return new Work(checkpoint, memory);
  }
}

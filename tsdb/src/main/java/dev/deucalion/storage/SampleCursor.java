package dev.deucalion.storage;

/**
 * Streams the samples of one series, oldest first, stale markers included. Not thread-safe.
 *
 * <pre>{@code
 * for (int n; (n = cursor.next(timesMs, values)) > 0; ) {
 *   fold(timesMs, values, n);
 * }
 * }</pre>
 */
public interface SampleCursor {
  /**
   * Fills both arrays from index 0 and says how many samples were written, 0 at the end. The caller
   * owns the arrays, which have the same length of at least one; times strictly increase, also
   * across calls, and lie in the selector's range.
   *
   * @throws java.io.UncheckedIOException when a chunk cannot be read
   */
  int next(long[] timesMs, double[] values);
}

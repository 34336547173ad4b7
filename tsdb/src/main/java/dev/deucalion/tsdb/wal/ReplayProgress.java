package dev.deucalion.tsdb.wal;

import java.io.InterruptedIOException;

/**
 * How far the replay of a log is, and a way to end it early. For one replay, which may be watched
 * and cancelled by any thread.
 */
public final class ReplayProgress {
  private volatile Segments segments = new Segments(0, 0, 0);
  private volatile boolean cancelled;

  /**
   * Numbers of segments.
   *
   * @param first that the replay reads, or stands for in a checkpoint
   * @param last that the log will have: the one that is written after the replay
   * @param current the latest that is done
   */
  public record Segments(long first, long last, long current) {}

  /** How far it is; all zeros before it begins. */
  public Segments segments() {
    return segments;
  }

  /** Makes the replay fail at its next record with {@link InterruptedIOException}. */
  public void cancel() {
    cancelled = true;
  }

  void begin(long first, long last) {
    segments = new Segments(first, last, first);
  }

  void done(long segment) {
    Segments now = segments;
    segments = new Segments(now.first(), now.last(), segment);
  }

  void checkNotCancelled() throws InterruptedIOException {
    if (cancelled) {
      throw new InterruptedIOException("the replay of the write-ahead log was cancelled");
    }
  }
}

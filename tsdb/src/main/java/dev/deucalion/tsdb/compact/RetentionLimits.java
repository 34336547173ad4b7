package dev.deucalion.tsdb.compact;

/**
 * How much is kept; the oldest blocks beyond a limit are deleted. 0 switches a limit off.
 *
 * @param timeMs how far back from the end of the newest block, in milliseconds
 * @param bytes of log, head chunks and blocks together
 * @param percentage of the file system's size, 0 to 100; goes before {@code bytes}
 */
public record RetentionLimits(long timeMs, long bytes, double percentage) {
  private static final long DAY_MS = 24 * 60 * 60 * 1000L;

  /** Keeps everything. */
  public static final RetentionLimits NONE = new RetentionLimits(0, 0, 0);

  /** 15 days, whatever their size. */
  public static final RetentionLimits DEFAULTS = new RetentionLimits(15 * DAY_MS, 0, 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public RetentionLimits {
    if (timeMs < 0) {
      throw new IllegalArgumentException("retention of " + timeMs + " ms");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("retention of " + bytes + " bytes");
    }
    if (!(percentage >= 0 && percentage <= 100)) {
      throw new IllegalArgumentException("retention of " + percentage + " percent of the disk");
    }
  }
}

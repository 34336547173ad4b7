package dev.deucalion.server.config;

import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.PromDuration;

/**
 * How long samples are kept.
 *
 * @param timeMs in milliseconds, 0 for no limit
 * @param bytes of all blocks, 0 for no limit
 */
public record Retention(long timeMs, long bytes) {
  private static final long DEFAULT_MS = PromDuration.parseMs("15d");

  /** What flags ask for: 15 days when they say nothing. */
  public static Retention ofFlags(long timeMs, long bytes) {
    return timeMs == 0 && bytes == 0 ? new Retention(DEFAULT_MS, 0) : new Retention(timeMs, bytes);
  }

  /** As the API shows it: {@code 15d}, {@code 10GiB} or {@code 15d or 10GiB}. */
  @Override
  public String toString() {
    String time = timeMs == 0 ? "" : PromDuration.format(timeMs);
    String size = bytes == 0 ? "" : ByteSize.format(bytes);
    return time.isEmpty() || size.isEmpty() ? time + size : time + " or " + size;
  }
}

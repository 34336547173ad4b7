package dev.deucalion.server.config;

import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.PromDuration;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How long samples are kept.
 *
 * @param timeMs in milliseconds, 0 for no limit
 * @param bytes of everything, 0 for no limit
 * @param percentage of the disk, 0 to 100, 0 for no limit; goes before {@code bytes}
 */
public record Retention(long timeMs, long bytes, double percentage) {
  private static final long DEFAULT_MS = PromDuration.parseMs("15d");
  private static final long MAX_BLOCK_MS = PromDuration.parseMs("31d");
  private static final int SHARE_OF_BLOCK = 10;

  /** What flags ask for: 15 days when they say nothing. */
  public static Retention ofFlags(long timeMs, long bytes) {
    return timeMs == 0 && bytes == 0
        ? new Retention(DEFAULT_MS, 0, 0)
        : new Retention(timeMs, bytes, 0);
  }

  /** Longest time of a block where nothing else is said: a tenth of the time, 31 days at most. */
  public long maxBlockMs() {
    long shareMs = timeMs / SHARE_OF_BLOCK;
    return shareMs == 0 ? MAX_BLOCK_MS : Math.min(MAX_BLOCK_MS, shareMs);
  }

  /** As the API shows it, such as {@code 15d} or {@code 15d or 10GiB}. */
  @Override
  public String toString() {
    List<String> limits = new ArrayList<>();
    if (timeMs != 0) {
      limits.add(PromDuration.format(timeMs));
    }
    if (bytes != 0) {
      limits.add(ByteSize.format(bytes));
    }
    if (percentage != 0) {
      limits.add(percentageText() + "%");
    }
    return String.join(" or ", limits);
  }

  private String percentageText() {
    return BigDecimal.valueOf(percentage).stripTrailingZeros().toPlainString();
  }
}

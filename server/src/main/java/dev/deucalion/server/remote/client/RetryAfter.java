package dev.deucalion.server.remote.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** How long to wait in milliseconds; 0 for a date in the past and for what is neither. */
  static long millis(String header, long nowMs) {
    String text = header.strip();
    if (text.isEmpty()) {
      return 0;
    }
    if (text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Long.parseLong(text) * 1_000;
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return Math.max(0, (until.toEpochMilli() - nowMs) / 1_000 * 1_000);
    } catch (DateTimeException e) {
      return 0;
    }
  }
}

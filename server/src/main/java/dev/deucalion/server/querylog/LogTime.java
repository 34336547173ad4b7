package dev.deucalion.server.querylog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in logs: UTC, with milliseconds. */
final class LogTime {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogTime() {}

  static String text(long timeMs) {
    return MILLISECONDS.format(Instant.ofEpochMilli(timeMs));
  }
}

package dev.deucalion.http.netty;

import dev.deucalion.model.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header, made once a second. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static volatile Second current = new Second(Long.MIN_VALUE, "");

  private HttpDate() {}

  static String now() {
    long second = Math.floorDiv(Clock.SYSTEM.nowMs(), 1000L);
    Second cached = current;
    if (cached.epochSecond != second) {
      cached = new Second(second, FORMAT.format(Instant.ofEpochSecond(second)));
      current = cached;
    }
    return cached.text;
  }

  private record Second(long epochSecond, String text) {}
}

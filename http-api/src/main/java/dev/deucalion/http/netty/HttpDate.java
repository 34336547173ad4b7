package dev.deucalion.http.netty;

import dev.deucalion.model.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header, made once a second. Safe for use by many threads. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Second current = new Second(Long.MIN_VALUE, "");

  HttpDate(Clock clock) {
    this.clock = clock;
  }

  String now() {
    long second = Math.floorDiv(clock.nowMs(), 1000L);
    Second cached = current;
    if (cached.epochSecond != second) {
      cached = new Second(second, FORMAT.format(Instant.ofEpochSecond(second)));
      current = cached;
    }
    return cached.text;
  }

  private record Second(long epochSecond, String text) {}
}

package dev.deucalion.http.encode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as Go writes them: RFC 3339 in UTC, the fraction of the second without trailing zeros. */
public final class GoTime {
  /** The zero time of Go, which stands for "never". */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private GoTime() {}

  /** The text of a time; null is Go's zero time. */
  public static String format(@Nullable Instant time) {
    return time == null ? NEVER : FORMAT.format(time);
  }
}

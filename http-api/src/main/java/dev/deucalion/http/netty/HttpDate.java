package dev.deucalion.http.netty;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.UtcText;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The Date header, made once a second. Safe for use by many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>
 */
final class HttpDate {
  /** Three letters each. */
  private static final String DAYS = "MonTueWedThuFriSatSun";

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final Clock clock;
  private volatile Second current = new Second(Long.MIN_VALUE, "");

  HttpDate(Clock clock) {
    this.clock = clock;
  }

  String now() {
    long second = Math.floorDiv(clock.nowMs(), 1000L);
    Second cached = current;
    if (cached.epochSecond != second) {
      cached = new Second(second, text(second));
      current = cached;
    }
    return cached.text;
  }

  private static String text(long epochSecond) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(32);
    appendName(out, DAYS, time.getDayOfWeek().getValue());
    out.append(", ");
    UtcText.appendDigits(out, time.getDayOfMonth(), 2);
    out.append(' ');
    appendName(out, MONTHS, time.getMonthValue());
    out.append(' ');
    UtcText.appendDigits(out, time.getYear(), 4);
    out.append(' ');
    UtcText.appendClock(out, time);
    return out.append(" GMT").toString();
  }

  private static void appendName(StringBuilder out, String names, int number) {
    out.append(names, 3 * number - 3, 3 * number);
  }

  private record Second(long epochSecond, String text) {}
}

package dev.deucalion.model.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Times in UTC as texts of RFC 3339, of the years 0 to 9999. Without the library's formatters,
 * which take longer to make than a program has for its start.
 */
public final class UtcText {
  private static final int NANOS_DIGITS = 9;

  private UtcText() {}

  /**
   * With three digits behind the second, as in {@code 2026-11-20T10:00:00.120Z}.
   *
   * @param timeMs milliseconds since the epoch
   */
  public static String milliseconds(long timeMs) {
    LocalDateTime time = dateTime(Instant.ofEpochMilli(timeMs));
    StringBuilder out = new StringBuilder(24);
    appendSeconds(out, time);
    out.append('.');
    appendDigits(out, time.get(ChronoField.MILLI_OF_SECOND), 3);
    return out.append('Z').toString();
  }

  /** With as many digits behind the second as it takes, as in {@code 2026-11-20T10:00:00.12Z}. */
  public static String shortest(Instant instant) {
    LocalDateTime time = dateTime(instant);
    StringBuilder out = new StringBuilder(30);
    appendSeconds(out, time);
    int nanos = time.get(ChronoField.NANO_OF_SECOND);
    if (nanos > 0) {
      out.append('.');
      appendDigits(out, nanos, NANOS_DIGITS);
      while (out.charAt(out.length() - 1) == '0') {
        out.setLength(out.length() - 1);
      }
    }
    return out.append('Z').toString();
  }

  private static LocalDateTime dateTime(Instant instant) {
    return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
  }

  private static void appendSeconds(StringBuilder out, LocalDateTime time) {
    appendDigits(out, time.getYear(), 4);
    out.append('-');
    appendDigits(out, time.getMonthValue(), 2);
    out.append('-');
    appendDigits(out, time.getDayOfMonth(), 2);
    out.append('T');
    appendClock(out, time);
  }

  /** Appends hours, minutes and seconds, as in {@code 10:00:00}. */
  public static void appendClock(StringBuilder out, LocalDateTime time) {
    appendDigits(out, time.getHour(), 2);
    out.append(':');
    appendDigits(out, time.getMinute(), 2);
    out.append(':');
    appendDigits(out, time.getSecond(), 2);
  }

  /** Appends a number of at least 0 with zeros before it, up to so many digits. */
  public static void appendDigits(StringBuilder out, long number, int digits) {
    String text = Long.toString(number);
    out.repeat('0', Math.max(0, digits - text.length())).append(text);
  }
}

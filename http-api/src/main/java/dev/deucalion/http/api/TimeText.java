package dev.deucalion.http.api;

import dev.deucalion.model.labels.GoQuote;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times and durations as the API takes them. */
final class TimeText {
  /** Start of all time where none is given. */
  static final long MIN_MS = -9_223_309_901_257_974_000L;

  /** End of all time where none is given. */
  static final long MAX_MS = 9_223_309_901_257_974_999L;

  private static final String MIN_TEXT = "-292273086-05-16T16:47:06Z";
  private static final String MAX_TEXT = "292277025-08-18T07:12:54.999999999Z";

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MS = 1_000_000L;

  private static final Pattern RFC3339 =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?"
              + "(?:Z|([+-])([0-9]{2}):([0-9]{2}))");

  private static final Pattern DURATION =
      Pattern.compile(
          "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?"
              + "(?:([0-9]+)ms)?");

  private static final long[] UNIT_MS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
  };

  private TimeText() {}

  /**
   * A time, RFC 3339 or seconds since the epoch, in milliseconds since the epoch.
   *
   * @throws IllegalArgumentException with Prometheus' text
   */
  static long parseTimeMs(String text) {
    OptionalDouble seconds = GoNumbers.parseFloat(text);
    if (seconds.isPresent() && Math.abs(seconds.getAsDouble()) < MAX_MS / 1000.0) {
      return secondsToMs(seconds.getAsDouble());
    }
    OptionalLong timeMs = parseRfc3339(text);
    if (timeMs.isPresent()) {
      return timeMs.getAsLong();
    }
    if (text.equals(MIN_TEXT)) {
      return MIN_MS;
    }
    if (text.equals(MAX_TEXT)) {
      return MAX_MS;
    }
    throw new IllegalArgumentException(
        "cannot parse " + GoQuote.quote(text) + " to a valid timestamp");
  }

  /**
   * A duration, seconds or such as {@code 1h30m}, in nanoseconds.
   *
   * @throws IllegalArgumentException with Prometheus' text
   */
  static long parseDurationNanos(String text) {
    OptionalDouble seconds = GoNumbers.parseFloat(text);
    if (seconds.isPresent()) {
      double nanos = seconds.getAsDouble() * NANOS_PER_SECOND;
      if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
        throw new IllegalArgumentException(
            "cannot parse " + GoQuote.quote(text) + " to a valid duration. It overflows int64");
      }
      return (long) nanos;
    }
    OptionalLong nanos = parseUnits(text);
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot parse " + GoQuote.quote(text) + " to a valid duration");
    }
    return nanos.getAsLong();
  }

  /** Rounds the fraction to milliseconds; done in doubles, as Prometheus does. */
  private static long secondsToMs(double seconds) {
    long whole = (long) seconds;
    double fraction = Math.floor((seconds - whole) * 1000 + 0.5) / 1000;
    if (seconds < whole) {
      fraction = -Math.floor((whole - seconds) * 1000 + 0.5) / 1000;
    }
    long nanos = (long) (fraction * NANOS_PER_SECOND);
    return whole * 1000 + Math.floorDiv(nanos, NANOS_PER_MS);
  }

  private static OptionalLong parseRfc3339(String text) {
    Matcher m = RFC3339.matcher(text);
    if (!m.matches()) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)),
              Integer.parseInt(m.group(4)),
              Integer.parseInt(m.group(5)),
              Integer.parseInt(m.group(6)));
      long seconds = local.toEpochSecond(ZoneOffset.UTC) - offsetSeconds(m);
      String fraction = m.group(7) == null ? "" : m.group(7);
      int ms = Integer.parseInt((fraction + "000").substring(0, 3));
      return OptionalLong.of(seconds * 1000 + ms);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static long offsetSeconds(Matcher m) {
    if (m.group(8) == null) {
      return 0;
    }
    int hours = Integer.parseInt(m.group(9));
    int minutes = Integer.parseInt(m.group(10));
    if (hours > 24 || minutes >= 60) {
      throw new DateTimeException("offset out of range");
    }
    long seconds = hours * 3600L + minutes * 60L;
    return m.group(8).equals("-") ? -seconds : seconds;
  }

  private static OptionalLong parseUnits(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    Matcher m = DURATION.matcher(text);
    if (text.isEmpty() || !m.matches()) {
      return OptionalLong.empty();
    }
    try {
      long totalMs = 0;
      for (int unit = 0; unit < UNIT_MS.length; unit++) {
        String count = m.group(unit + 1);
        if (count != null) {
          totalMs =
              Math.addExact(totalMs, Math.multiplyExact(Long.parseLong(count), UNIT_MS[unit]));
        }
      }
      return OptionalLong.of(Math.multiplyExact(totalMs, NANOS_PER_MS));
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}

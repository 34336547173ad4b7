package dev.deucalion.server.units;

import dev.deucalion.model.labels.GoQuote;

/**
 * Durations of Prometheus: whole numbers with units from years to milliseconds, biggest first, each
 * unit once ({@code 1h30m}); a year is 365 days. Counted in milliseconds, at most those that fit a
 * signed 64-bit count of nanoseconds.
 */
public final class PromDuration {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final long MAX_MS = Long.MAX_VALUE / 1_000_000;

  private PromDuration() {}

  /**
   * Reads a duration in milliseconds.
   *
   * @throws IllegalArgumentException in Prometheus' words
   */
  public static long parseMs(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    long sumMs = 0;
    int nextUnit = 0;
    for (int i = 0; i < text.length(); ) {
      int digits = i;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
      }
      int letters = i;
      while (i < text.length() && !isDigit(text.charAt(i))) {
        i++;
      }
      if (digits == letters || letters == i) {
        throw invalid(text);
      }
      int unit = unitIndex(text.substring(letters, i), text);
      if (unit < nextUnit) {
        throw invalid(text);
      }
      nextUnit = unit + 1;
      sumMs = add(sumMs, text.substring(digits, letters), UNIT_MS[unit], text);
    }
    return sumMs;
  }

  /** Writes a duration as Prometheus does: years and weeks only where nothing is left over. */
  public static String format(long durationMs) {
    if (durationMs == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    long restMs = durationMs;
    if (durationMs < 0) {
      out.append('-');
      restMs = -durationMs;
    }
    for (int unit = 0; unit < UNITS.length; unit++) {
      boolean onlyExact = unit < 2;
      long count = restMs / UNIT_MS[unit];
      if (count > 0 && !(onlyExact && restMs % UNIT_MS[unit] != 0)) {
        out.append(count).append(UNITS[unit]);
        restMs -= count * UNIT_MS[unit];
      }
    }
    return out.toString();
  }

  private static long add(long sumMs, String digits, long unitMs, String text) {
    long count;
    try {
      count = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
    if (count > (MAX_MS - sumMs) / unitMs) {
      throw new IllegalArgumentException("duration out of range");
    }
    return sumMs + count * unitMs;
  }

  private static int unitIndex(String unit, String text) {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text));
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoQuote.quote(text));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

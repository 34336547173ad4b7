package dev.deucalion.model.time;

import dev.deucalion.model.labels.GoQuote;
import java.util.Arrays;

/**
 * Durations as Prometheus writes them in configuration, labels and PromQL: whole numbers with units
 * {@code y w d h m s ms}, largest first, each once; or a plain {@code 0}. A year has 365 days.
 */
public final class DurationText {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };

  /** Longest duration in milliseconds: that of a signed 64-bit count of nanoseconds. */
  private static final long MAX_MS = Long.MAX_VALUE / 1_000_000;

  private DurationText() {}

  /**
   * Milliseconds of a duration.
   *
   * @throws IllegalArgumentException in Prometheus' words, when it is not one
   */
  public static long parseMs(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    long totalMs = 0;
    int unit = -1;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      int name = at;
      while (at < text.length() && !isDigit(text.charAt(at))) {
        at++;
      }
      if (name == digits || at == name) {
        throw invalid(text);
      }
      int found = Arrays.asList(UNITS).indexOf(text.substring(name, at));
      if (found < 0) {
        throw new IllegalArgumentException(
            "unknown unit %s in duration %s"
                .formatted(GoQuote.quote(text.substring(name, at)), GoQuote.quote(text)));
      }
      if (found <= unit) {
        throw invalid(text);
      }
      totalMs = addChecked(totalMs, text.substring(digits, name), UNIT_MS[found]);
      unit = found;
    }
    return totalMs;
  }

  /** The shortest text, such as {@code 1h30m}; weeks and years only where nothing is left over. */
  public static String format(long ms) {
    if (ms == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    long rest = ms;
    if (rest < 0) {
      out.append('-');
      rest = -rest;
    }
    for (int unit = 0; unit < UNITS.length; unit++) {
      boolean wholeOnly = unit < 2;
      if (wholeOnly && rest % UNIT_MS[unit] != 0) {
        continue;
      }
      long count = rest / UNIT_MS[unit];
      if (count > 0) {
        out.append(count).append(UNITS[unit]);
        rest -= count * UNIT_MS[unit];
      }
    }
    return out.toString();
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoQuote.quote(text));
  }

  private static long addChecked(long totalMs, String digits, long unitMs) {
    try {
      long sum = Math.addExact(totalMs, Math.multiplyExact(Long.parseLong(digits), unitMs));
      if (sum <= MAX_MS) {
        return sum;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Too many digits, or a sum too large: both are out of range.
    }
    throw new IllegalArgumentException("duration out of range");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

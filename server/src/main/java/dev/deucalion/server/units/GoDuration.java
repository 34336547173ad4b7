package dev.deucalion.server.units;

import dev.deucalion.model.labels.GoQuote;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Durations as Go writes them, decimal fractions and units from hours to nanoseconds ({@code
 * 1.5s}), which a few flags take instead of Prometheus' own. Counted in nanoseconds.
 */
public final class GoDuration {
  private static final Map<String, Long> UNIT_NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  /** Digits of any number that a {@code long} holds. */
  private static final int WHOLE_DIGITS = 18;

  private GoDuration() {}

  /**
   * Reads a duration in nanoseconds.
   *
   * @throws IllegalArgumentException in Go's words
   */
  public static long parseNanos(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    if (rest.isEmpty()) {
      throw invalid(text);
    }
    long sum = 0;
    for (int i = 0; i < rest.length(); ) {
      int start = i;
      while (i < rest.length() && isNumeric(rest.charAt(i))) {
        i++;
      }
      String number = rest.substring(start, i);
      int unitStart = i;
      while (i < rest.length() && !isNumeric(rest.charAt(i))) {
        i++;
      }
      long part = part(number, rest.substring(unitStart, i), text);
      if (part > Long.MAX_VALUE - sum) {
        throw invalid(text);
      }
      sum += part;
    }
    return negative ? -sum : sum;
  }

  /** Writes a duration as Go does: {@code 1h30m0s}, {@code 1.5s}, {@code 2ms}. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long absolute = Math.abs(nanos);
    if (absolute < 1_000) {
      return sign + absolute + "ns";
    }
    if (absolute < 1_000_000) {
      return sign + decimal(absolute, 3) + "\u00b5s";
    }
    if (absolute < 1_000_000_000) {
      return sign + decimal(absolute, 6) + "ms";
    }
    long hours = absolute / 3_600_000_000_000L;
    long minutes = absolute / 60_000_000_000L % 60;
    String seconds = decimal(absolute % 60_000_000_000L, 9) + "s";
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + seconds;
    }
    return sign + (minutes > 0 ? minutes + "m" : "") + seconds;
  }

  private static String decimal(long value, int scale) {
    BigDecimal number = BigDecimal.valueOf(value, scale).stripTrailingZeros();
    return number.signum() == 0 ? "0" : number.toPlainString();
  }

  /** What is less than a nanosecond is cut off, as Go does. */
  private static long part(String number, String unit, String text) {
    if (number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
      throw invalid(text);
    }
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("time: missing unit in duration " + GoQuote.quote(text));
    }
    Long unitNanos = UNIT_NANOS.get(unit);
    if (unitNanos == null) {
      throw new IllegalArgumentException(
          "time: unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text));
    }
    if (number.length() <= WHOLE_DIGITS && number.indexOf('.') < 0) {
      // The other way takes the JVM tens of milliseconds when it is gone for the first time.
      long whole = Long.parseLong(number);
      if (whole > Long.MAX_VALUE / unitNanos) {
        throw invalid(text);
      }
      return whole * unitNanos;
    }
    BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(unitNanos));
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw invalid(text);
    }
    return nanos.longValue();
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("time: invalid duration " + GoQuote.quote(text));
  }

  private static boolean isNumeric(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }
}

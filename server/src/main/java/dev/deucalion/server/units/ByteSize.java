package dev.deucalion.server.units;

import java.math.BigDecimal;

/**
 * Sizes in bytes as Prometheus reads them: numbers, fractions allowed, each with a unit, {@code KB}
 * and {@code KiB} both for 1024 bytes, several in a row added up ({@code 1GiB512MiB}).
 */
public final class ByteSize {
  private static final String MULTIPLES = "KMGTPE";

  private ByteSize() {}

  /**
   * Reads a size in bytes.
   *
   * @throws IllegalArgumentException in Prometheus' words
   */
  public static long parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    if (rest.isEmpty()) {
      throw new IllegalArgumentException("units: invalid " + text);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < rest.length(); ) {
      int start = i;
      while (i < rest.length() && isNumeric(rest.charAt(i))) {
        i++;
      }
      BigDecimal number = number(rest.substring(start, i), text);
      int unitStart = i;
      while (i < rest.length() && !isNumeric(rest.charAt(i))) {
        i++;
      }
      sum = sum.add(number.multiply(BigDecimal.valueOf(unit(rest.substring(unitStart, i), text))));
    }
    if (sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("units: invalid " + text);
    }
    return negative ? -sum.longValue() : sum.longValue();
  }

  /** Writes a size as Prometheus does: {@code 0B}, {@code 512MiB}, {@code 1GiB512MiB}. */
  public static String format(long bytes) {
    if (bytes == 0) {
      return "0B";
    }
    StringBuilder out = new StringBuilder();
    long rest = Math.abs(bytes);
    for (int power = MULTIPLES.length(); power >= 0; power--) {
      long count = rest >> 10 * power;
      if (count > 0) {
        out.append(bytes < 0 ? "-" : "").append(count);
        out.append(power == 0 ? "B" : MULTIPLES.charAt(power - 1) + "iB");
        rest -= count << 10 * power;
      }
    }
    return out.toString();
  }

  private static BigDecimal number(String number, String text) {
    if (number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
      throw new IllegalArgumentException("units: invalid " + text);
    }
    return new BigDecimal(number);
  }

  private static long unit(String unit, String text) {
    if (unit.equals("B")) {
      return 1;
    }
    int power = unit.isEmpty() ? -1 : MULTIPLES.indexOf(unit.charAt(0));
    if (power >= 0
        && (unit.endsWith("iB") ? unit.length() == 3 : unit.length() == 2 && unit.endsWith("B"))) {
      return 1L << 10 * (power + 1);
    }
    throw new IllegalArgumentException("units: unknown unit " + unit + " in " + text);
  }

  private static boolean isNumeric(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }
}

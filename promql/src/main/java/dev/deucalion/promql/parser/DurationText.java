package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;

/**
 * Durations as Prometheus writes them, for example {@code 1h30m}: units from years to milliseconds
 * in falling order, each a whole number.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#time-durations">the
 *     description</a>
 */
public final class DurationText {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L
  };
  private static final long NANOS_PER_MS = 1_000_000L;
  private static final long MAX_MS = Long.MAX_VALUE / NANOS_PER_MS;

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @return milliseconds, at most as many as fit into a {@code long} as nanoseconds
   * @throws IllegalArgumentException with Prometheus' message
   */
  public static long parseMs(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    long ms = 0;
    int lastUnit = -1;
    int at = 0;
    while (at < text.length()) {
      int unitStart = skip(text, at, true);
      int unitEnd = skip(text, unitStart, false);
      if (unitStart == at || unitEnd == unitStart) {
        throw malformed(text);
      }
      int unit = indexOfUnit(text.substring(unitStart, unitEnd), text);
      if (unit <= lastUnit) {
        throw malformed(text);
      }
      lastUnit = unit;
      long count = count(text, at, unitStart);
      if (count > MAX_MS / UNIT_MS[unit] || ms > MAX_MS - count * UNIT_MS[unit]) {
        throw new IllegalArgumentException("duration out of range");
      }
      ms += count * UNIT_MS[unit];
      at = unitEnd;
    }
    return ms;
  }

  /**
   * Writes a duration.
   *
   * @param durationMs 0 or more
   */
  public static String format(long durationMs) {
    if (durationMs == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    long rest = durationMs;
    for (int unit = 0; unit < UNITS.length; unit++) {
      boolean onlyWhole = UNITS[unit].equals("y") || UNITS[unit].equals("w");
      long count = rest / UNIT_MS[unit];
      if (count == 0 || onlyWhole && rest % UNIT_MS[unit] != 0) {
        continue;
      }
      out.append(count).append(UNITS[unit]);
      rest -= count * UNIT_MS[unit];
    }
    return out.toString();
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && Characters.isDigit(text.charAt(at)) == digits) {
      at++;
    }
    return at;
  }

  private static int indexOfUnit(String unit, String text) {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text));
  }

  private static long count(String text, int from, int to) {
    try {
      return Long.parseUnsignedLong(text.substring(from, to)) < 0
          ? Long.MAX_VALUE
          : Long.parseLong(text.substring(from, to));
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoQuote.quote(text));
  }
}

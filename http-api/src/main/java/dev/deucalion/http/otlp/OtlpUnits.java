package dev.deucalion.http.otlp;

import java.util.Map;

/**
 * Units of OTLP, which are those of UCUM, in the words of Prometheus: {@code By/s} is {@code bytes}
 * and {@code per_second}. Units in braces are annotations and no units.
 *
 * @param main the unit, or empty
 * @param per with {@code per_} before it, or empty
 */
record OtlpUnits(String main, String per) {
  private static final Map<String, String> MAIN =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));
  private static final Map<String, String> PER =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  static OtlpUnits of(String unit) {
    int slash = unit.indexOf('/');
    String main = (slash < 0 ? unit : unit.substring(0, slash)).strip();
    String per = slash < 0 ? "" : unit.substring(slash + 1).strip();
    String perWord = isAnnotation(per) ? "" : PER.getOrDefault(per, per);
    return new OtlpUnits(
        isAnnotation(main) ? "" : MAIN.getOrDefault(main, main),
        perWord.isEmpty() ? "" : "per_" + perWord);
  }

  private static boolean isAnnotation(String unit) {
    return unit.indexOf('{') >= 0 || unit.indexOf('}') >= 0;
  }

  /**
   * The whole unit in one word, without an underscore at either end, as metadata has it.
   *
   * @param escapes whether it must be in the alphabet of metric names
   */
  static String word(String unit, boolean escapes) {
    OtlpUnits units = of(unit);
    OtlpUnits shown = escapes ? units.escaped() : units;
    boolean both = !shown.main.isEmpty() && !shown.per.isEmpty();
    String word = shown.main + (both ? "_" : "") + shown.per;
    int from = word.startsWith("_") ? 1 : 0;
    int to = word.length() > from && word.endsWith("_") ? word.length() - 1 : word.length();
    return word.substring(from, to);
  }

  /** Both parts in the alphabet of metric names. */
  OtlpUnits escaped() {
    return new OtlpUnits(escaped(main), escaped(per));
  }

  private static String escaped(String unit) {
    StringBuilder out = new StringBuilder();
    unit.codePoints()
        .forEach(c -> {
          boolean kept = OtlpMetricNames.isNameChar(c);
          if (kept || out.isEmpty() || out.charAt(out.length() - 1) != '_') {
            out.append(kept ? (char) c : '_');
          }
        });
    return !out.isEmpty() && out.charAt(0) == '_' ? out.substring(1) : out.toString();
  }
}

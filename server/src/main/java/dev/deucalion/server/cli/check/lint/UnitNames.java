package dev.deucalion.server.cli.check.lint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Units within names of metrics. */
final class UnitNames {
  private static final Map<String, String> BASE_OF_UNIT =
      Map.ofEntries(
          Map.entry("minutes", "seconds"),
          Map.entry("hours", "seconds"),
          Map.entry("days", "seconds"),
          Map.entry("weeks", "seconds"),
          Map.entry("kelvins", "kelvin"),
          Map.entry("fahrenheit", "celsius"),
          Map.entry("rankine", "celsius"),
          Map.entry("inches", "meters"),
          Map.entry("yards", "meters"),
          Map.entry("miles", "meters"),
          Map.entry("bits", "bytes"),
          Map.entry("calories", "joules"),
          Map.entry("pounds", "grams"),
          Map.entry("ounces", "grams"));

  private static final Set<String> BASES =
      Set.of(
          "amperes", "bytes", "celsius", "grams", "joules", "kelvin", "meters", "metres", "seconds",
          "volts");

  private static final List<String> PREFIXES =
      List.of(
          "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi",
          "mega", "mibi", "giga", "gibi", "tera", "tebi", "peta", "pebi");

  private static final List<String> ABBREVIATIONS =
      List.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");

  private UnitNames() {}

  /**
   * A unit in a name.
   *
   * @param base what should stand there
   */
  record Unit(String name, String base) {}

  /** The first unit of a name, with an empty name where there is none. */
  static Unit first(String metric) {
    for (String word : metric.split("_", -1)) {
      String base = base(word);
      if (!base.isEmpty()) {
        return new Unit(word, base);
      }
      for (String prefix : PREFIXES) {
        if (word.startsWith(prefix)) {
          String prefixed = base(word.substring(prefix.length()));
          if (!prefixed.isEmpty()) {
            return new Unit(word, prefixed);
          }
        }
      }
    }
    return new Unit("", "");
  }

  private static String base(String word) {
    return BASES.contains(word) ? word : BASE_OF_UNIT.getOrDefault(word, "");
  }

  /** How many short forms of units a name has in lower case. */
  static int abbreviations(String metric) {
    int count = 0;
    for (String word : ABBREVIATIONS) {
      if (metric.contains("_" + word + "_") || metric.endsWith("_" + word)) {
        count++;
      }
    }
    return count;
  }
}

package dev.deucalion.http.otlp;

import dev.deucalion.model.labels.GoQuote;
import java.util.ArrayList;
import java.util.List;

/** Makes metric names of those of OTLP. Immutable. */
final class OtlpMetricNames {
  /** What of a metric's type shows in its name. */
  enum Kind {
    GAUGE,
    /** A sum that only goes up. */
    COUNTER,
    OTHER
  }

  private final TranslationStrategy strategy;

  OtlpMetricNames(TranslationStrategy strategy) {
    this.strategy = strategy;
  }

  /**
   * The name of a metric.
   *
   * @throws OtlpException when nothing is left of it
   */
  String of(String name, String unit, Kind kind) throws OtlpException {
    if (!strategy.escapes()) {
      return strategy.addsSuffixes() ? withSuffixes(name, unit, kind) : name;
    }
    String escaped =
        strategy.addsSuffixes() ? escapedWithSuffixes(name, unit, kind) : escaped(name);
    if (escaped.isEmpty()) {
      throw new OtlpException(
          "normalization for metric " + GoQuote.quote(name) + " resulted in empty name");
    }
    if (!escaped.equals(name) && escaped.chars().allMatch(c -> c == '_')) {
      throw new OtlpException(
          "normalization for metric "
              + GoQuote.quote(name)
              + " resulted in invalid name "
              + GoQuote.quote(escaped));
    }
    return escaped;
  }

  private static String escaped(String name) {
    return withoutDigitFirst(String.join("_", tokens(name, true)));
  }

  private static String escapedWithSuffixes(String name, String unit, Kind kind) {
    List<String> tokens = tokens(name, false);
    OtlpUnits units = OtlpUnits.of(unit).escaped();
    addUnits(tokens, units);
    if (kind == Kind.COUNTER) {
      moveToEnd(tokens, "total");
    }
    // Gauges only: counters of things often say "1", too.
    if (unit.equals("1") && kind == Kind.GAUGE) {
      moveToEnd(tokens, "ratio");
    }
    return withoutDigitFirst(String.join("_", tokens));
  }

  private static void addUnits(List<String> tokens, OtlpUnits units) {
    String main = tokens.contains(units.main()) ? "" : units.main();
    String per = units.per().equals("per_") ? "" : withoutUnderscoreLast(units.per());
    per = tokens.contains(per) ? "" : per;
    if (!per.isEmpty()) {
      main = withoutUnderscoreLast(main);
    }
    if (!main.isEmpty()) {
      tokens.add(main);
    }
    if (!per.isEmpty()) {
      tokens.add(per);
    }
  }

  private static void moveToEnd(List<String> tokens, String token) {
    tokens.removeIf(token::equals);
    tokens.add(token);
  }

  private static String withoutUnderscoreLast(String text) {
    return text.endsWith("_") ? text.substring(0, text.length() - 1) : text;
  }

  private static String withoutDigitFirst(String name) {
    return !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9' ? "_" + name : name;
  }

  /** Runs of characters of the classic alphabet. */
  private static List<String> tokens(String name, boolean underscoresBelong) {
    List<String> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= name.length(); i++) {
      boolean belongs =
          i < name.length()
              && (isNameChar(name.charAt(i)) || underscoresBelong && name.charAt(i) == '_');
      if (belongs && start < 0) {
        start = i;
      } else if (!belongs && start >= 0) {
        tokens.add(name.substring(start, i));
        start = -1;
      }
    }
    return tokens;
  }

  /** Whether a character belongs to the classic alphabet of metric names, but for underscores. */
  static boolean isNameChar(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':';
  }

  /** Suffixes in the order unit, per unit, total, ratio; those that are there already move. */
  private static String withSuffixes(String name, String unit, Kind kind) {
    String stem = name;
    StringBuilder end = new StringBuilder();
    if (unit.equals("1") && kind == Kind.GAUGE) {
      stem = without(stem, "ratio");
      end.insert(0, "_ratio");
    }
    if (kind == Kind.COUNTER) {
      stem = without(stem, "total");
      end.insert(0, "_total");
    }
    OtlpUnits units = OtlpUnits.of(unit);
    if (!units.per().isEmpty()) {
      stem = without(stem, units.per());
      end.insert(0, "_" + units.per());
    }
    if (!units.main().isEmpty() && !stem.endsWith(units.main())) {
      stem = stem + "_" + units.main();
    }
    return stem + end;
  }

  /** Without a suffix and the character before it. */
  private static String without(String name, String suffix) {
    return name.endsWith(suffix) && name.length() > suffix.length() + 1
        ? name.substring(0, name.length() - suffix.length() - 1)
        : name;
  }
}

package dev.deucalion.rules.template.function;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.Locale;

/** Reads numbers as Go's {@code strconv.ParseFloat}. */
final class Numbers {
  private Numbers() {}

  static double parse(String text) throws FunctionException {
    String lower = text.toLowerCase(Locale.ROOT);
    String magnitude = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
    switch (magnitude) {
      case "inf", "infinity" -> {
        return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> {
        try {
          return PromqlParser.parseNumber(text);
        } catch (NumberFormatException e) {
          throw FunctionException.failed(
              "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax");
        }
      }
    }
  }
}

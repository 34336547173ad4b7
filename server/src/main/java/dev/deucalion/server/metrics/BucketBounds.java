package dev.deucalion.server.metrics;

import dev.deucalion.http.encode.GoGeneral;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Writes the upper bounds of buckets as Prometheus does, of which the library for Java has other
 * zeros and exponents. They are labels, so another text is another series.
 */
final class BucketBounds {
  /** A bound but the infinite one, which comes last among the labels. */
  private static final Pattern BOUND =
      Pattern.compile("(?<=[{,]le=\")[0-9.]+(?:E-?[0-9]+)?(?=\"})");

  private BucketBounds() {}

  /** A text of version 0.0.4, with {@code 100} and {@code 1e+06}. */
  static String ofClassicText(String written) {
    return replace(written, text -> text);
  }

  /** A text of OpenMetrics, with {@code 100.0} and {@code 1e+06}. */
  static String ofOpenMetrics(String written) {
    return replace(
        written, text -> text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text);
  }

  private static String replace(String written, UnaryOperator<String> form) {
    return BOUND
        .matcher(written)
        .replaceAll(found -> form.apply(GoGeneral.text(Double.parseDouble(found.group()))));
  }
}

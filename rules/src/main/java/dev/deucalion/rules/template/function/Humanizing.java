package dev.deucalion.rules.template.function;

import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.rules.template.value.GoTimes;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers as people like to read them, and times. */
final class Humanizing {
  private static final int DIGITS = 4;
  private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] SMALL = {"", "m", "u", "n", "p", "f", "a", "z", "y"};
  private static final String[] BINARY = {"", "ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

  static final List<String> NAMES =
      List.of(
          "humanize",
          "humanize1024",
          "humanizeDuration",
          "humanizePercentage",
          "humanizeTimestamp",
          "toTime",
          "toDuration");

  private Humanizing() {}

  /** The function of a name; null where there is none. Others are not even linked. */
  static @Nullable TemplateFunction find(String name) {
    return switch (name) {
      case "humanize" -> TemplateFunction.of(name, 1, a -> text(humanize(a.number(0))));
      case "humanize1024" -> TemplateFunction.of(name, 1, a -> text(humanize1024(a.number(0))));
      case "humanizeDuration" -> TemplateFunction.of(name, 1, a -> text(duration(a.number(0))));
      case "humanizePercentage" ->
          TemplateFunction.of(name, 1, a -> text(rounded(a.number(0) * 100) + "%"));
      case "humanizeTimestamp" -> TemplateFunction.of(name, 1, a -> text(timestamp(a.number(0))));
      case "toTime" -> TemplateFunction.of(name, 1, a -> moment(a.number(0)));
      case "toDuration" ->
          TemplateFunction.of(name, 1, a -> new Value.Span((long) (a.number(0) * 1e9)));
      default -> null;
    };
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static String rounded(double value) {
    return GoFormat.general(value, DIGITS);
  }

  private static boolean isFinite(double value) {
    return Double.isFinite(value);
  }

  private static String humanize(double value) {
    if (value == 0 || !isFinite(value)) {
      return rounded(value);
    }
    return Math.abs(value) >= 1 ? shrunk(value, 1_000, LARGE) : grown(value);
  }

  private static String humanize1024(double value) {
    return Math.abs(value) <= 1 || !isFinite(value) ? rounded(value) : shrunk(value, 1_024, BINARY);
  }

  private static String shrunk(double value, double factor, String[] prefixes) {
    double rest = value;
    int power = 0;
    while (Math.abs(rest) >= factor && power < prefixes.length - 1) {
      rest /= factor;
      power++;
    }
    return rounded(rest) + prefixes[power];
  }

  private static String grown(double value) {
    double rest = value;
    int power = 0;
    while (Math.abs(rest) < 1 && power < SMALL.length - 1) {
      rest *= 1_000;
      power++;
    }
    return rounded(rest) + SMALL[power];
  }

  private static String duration(double seconds) {
    if (!isFinite(seconds)) {
      return rounded(seconds);
    }
    if (seconds == 0) {
      return rounded(seconds) + "s";
    }
    if (Math.abs(seconds) < 1) {
      return grown(seconds) + "s";
    }
    String sign = seconds < 0 ? "-" : "";
    double magnitude = Math.abs(seconds);
    long whole = (long) magnitude;
    long minutes = whole / 60 % 60;
    long hours = whole / 3_600 % 24;
    long days = whole / 86_400;
    if (whole < 60) {
      return sign + rounded(magnitude) + "s";
    }
    StringBuilder out = new StringBuilder(sign);
    if (days > 0) {
      out.append(days).append("d ");
    }
    if (whole >= 3_600) {
      out.append(hours).append("h ");
    }
    return out.append(minutes).append("m ").append(whole % 60).append('s').toString();
  }

  private static String timestamp(double seconds) throws FunctionException {
    return isFinite(seconds) ? GoTimes.text(moment(seconds).timeMs()) : rounded(seconds);
  }

  private static Value.Moment moment(double seconds) throws FunctionException {
    if (!isFinite(seconds)) {
      throw FunctionException.failed("value is NaN or Inf");
    }
    double nanos = seconds * 1e9;
    if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
      throw FunctionException.failed(
          GoFormat.general(seconds)
              + " cannot be represented as a nanoseconds timestamp since it overflows int64");
    }
    return new Value.Moment((long) nanos / 1_000_000);
  }
}

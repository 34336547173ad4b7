package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.histogram.HistogramAddition;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one series in the notation of scripts and rule tests. */
final class SeriesNotationParser {
  private static final String NUMBER =
      "(?:\\.?\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?|[iI][nN][fF]|[nN][aA][nN])";
  private static final Pattern VALUE =
      Pattern.compile("([+-]?" + NUMBER + ")(?:([+-]" + NUMBER + ")?x(\\d+))?");
  private static final Pattern OMITTED = Pattern.compile("_(?:x(\\d+))?");
  private static final Pattern HISTOGRAM =
      Pattern.compile("(\\{\\{[^}]*}})(?:(?:([+-])(\\{\\{[^}]*}}))?x(\\d+))?");
  private static final int MAX_POINTS = 10_000_000;

  private final String text;
  private double[] values = new double[16];
  private boolean[] omitted = new boolean[16];
  private int size;
  private @Nullable HistogramPoint[] histograms = new HistogramPoint[0];

  SeriesNotationParser(String text) {
    this.text = text.strip();
  }

  SeriesNotation parse() {
    int end = endOfMetric();
    Labels labels = labels(text.substring(0, end));
    for (String item : splitItems(text.substring(end))) {
      item(item);
    }
    return new SeriesNotation(
        labels,
        Arrays.copyOf(values, size),
        Arrays.copyOf(omitted, size),
        histograms.length == 0 ? histograms : Arrays.copyOf(histograms, size),
        null);
  }

  private static Labels labels(String metric) {
    try {
      return PromqlParser.parseMetric(metric);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Behind the closing brace, or behind the name where there are no braces. */
  private int endOfMetric() {
    char quote = 0;
    boolean braces = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (braces && (c == '"' || c == '\'' || c == '`')) {
        quote = c;
      } else if (c == '{') {
        braces = true;
      } else if (c == '}') {
        return i + 1;
      } else if (!braces && Character.isWhitespace(c)) {
        return i;
      }
    }
    return text.length();
  }

  /** At white space, but not at that inside histograms. */
  private static String[] splitItems(String points) {
    String joined = points.strip();
    return joined.isEmpty() ? new String[0] : joined.split("\\s+(?![^{]*}})", -1);
  }

  private void item(String item) {
    Matcher value = VALUE.matcher(item);
    Matcher gap = OMITTED.matcher(item);
    Matcher histogram = HISTOGRAM.matcher(item);
    if (item.equals("stale")) {
      add(StaleMarker.VALUE, 0, 1, false);
    } else if (gap.matches()) {
      add(0, 0, gap.group(1) == null ? 1 : count(gap.group(1)), true);
    } else if (value.matches()) {
      double step = value.group(2) == null ? 0 : PromqlParser.parseNumber(value.group(2));
      int repeats = value.group(3) == null ? 0 : count(value.group(3));
      boolean stepped = value.group(2) != null;
      add(PromqlParser.parseNumber(value.group(1)), stepped ? step : 0, repeats + 1, false);
    } else if (histogram.matches()) {
      addHistograms(histogram);
    } else {
      throw new IllegalArgumentException("invalid value in series: " + item);
    }
  }

  /**
   * How often something is repeated.
   *
   * @throws IllegalArgumentException when that would be too many points
   */
  static int count(String digits) {
    if (digits.length() > 8 || Integer.parseInt(digits) > MAX_POINTS) {
      throw new IllegalArgumentException("too many points: " + digits);
    }
    return Integer.parseInt(digits);
  }

  /**
   * @param item its first histogram, then perhaps a sign and what is added or taken away, and how
   *     often
   */
  private void addHistograms(Matcher item) {
    HistogramPoint first = HistogramNotation.parse(item.group(1));
    String change = item.group(3);
    HistogramPoint step = change == null ? null : HistogramNotation.parse(change);
    boolean hintGiven = step == null ? first.hintGiven() : step.hintGiven();
    int repeats = item.group(4) == null ? 0 : count(item.group(4));
    int at = size;
    add(0, 0, repeats + 1, false);
    if (histograms.length < values.length) {
      histograms = Arrays.copyOf(histograms, values.length);
    }
    FloatHistogram current = first.histogram();
    for (int i = 0; i <= repeats; i++) {
      histograms[at + i] = new HistogramPoint(current, hintGiven);
      if (step != null && i < repeats) {
        current = stepped(current, step.histogram(), item.group(2).equals("+"));
      }
    }
  }

  private static FloatHistogram stepped(FloatHistogram from, FloatHistogram step, boolean up) {
    if (from.layout().schema() > step.layout().schema()) {
      throw new IllegalArgumentException(
          "error combining histograms: cannot merge from schema %s to %s"
              .formatted(step.layout().schema(), from.layout().schema()));
    }
    return up
        ? HistogramAddition.add(from, step).histogram()
        : HistogramAddition.subtract(from, step).histogram();
  }

  private void add(double first, double step, int count, boolean omit) {
    if (size + count > MAX_POINTS) {
      throw new IllegalArgumentException("more than " + MAX_POINTS + " points");
    }
    if (size + count > values.length) {
      int capacity = Math.max(2 * values.length, size + count);
      values = Arrays.copyOf(values, capacity);
      omitted = Arrays.copyOf(omitted, capacity);
      if (histograms.length > 0) {
        histograms = Arrays.copyOf(histograms, capacity);
      }
    }
    double value = first;
    for (int i = 0; i < count; i++) {
      values[size] = value;
      omitted[size] = omit;
      size++;
      if (step != 0) {
        value += step;
      }
    }
  }
}

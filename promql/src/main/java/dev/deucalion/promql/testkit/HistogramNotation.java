package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one native histogram as scripts write it: {@code {{schema:1 count:3 sum:4.5 buckets:[1
 * 2]}}}. All counts must be given, also those that follow from others.
 */
final class HistogramNotation {
  private static final Pattern ITEM = Pattern.compile("\\s*([A-Za-z_]+):(\\[[^\\]]*]|[^\\s\\[]+)");
  private static final Set<String> KEYS =
      Set.of(
          "schema",
          "sum",
          "count",
          "z_bucket",
          "z_bucket_w",
          "custom_values",
          "buckets",
          "offset",
          "n_buckets",
          "n_offset",
          "counter_reset_hint");

  private final Map<String, String> items = new HashMap<>();

  private HistogramNotation() {}

  /**
   * Reads a histogram.
   *
   * @param text with its braces
   * @throws IllegalArgumentException when it is none
   */
  static HistogramPoint parse(String text) {
    HistogramNotation notation = new HistogramNotation();
    notation.readItems(text.substring(2, text.length() - 2).strip());
    return new HistogramPoint(
        notation.histogram(), notation.items.containsKey("counter_reset_hint"));
  }

  /** Writes a histogram; buckets between spans as empty ones. */
  static String print(FloatHistogram histogram) {
    BucketLayout layout = histogram.layout();
    StringBuilder out = new StringBuilder("{{schema:").append(layout.schema());
    print(" count:", histogram.count(), out);
    print(" sum:", histogram.sum(), out);
    print(" z_bucket:", histogram.zeroCount(), out);
    print(" z_bucket_w:", layout.zeroThreshold(), out);
    print(" custom_values:", layout.customValues(), out);
    print("", layout.positiveSpans(), histogram.positive(), out);
    print("n_", layout.negativeSpans(), histogram.negative(), out);
    if (histogram.resetHint() != CounterResetHint.UNKNOWN) {
      out.append(" counter_reset_hint:")
          .append(histogram.resetHint().name().toLowerCase(Locale.ROOT));
    }
    return out.append("}}").toString();
  }

  private static void print(String key, double value, StringBuilder out) {
    if (value != 0) {
      out.append(key).append(GoFormat.general(value));
    }
  }

  private static void print(String key, double[] values, StringBuilder out) {
    if (values.length > 0) {
      out.append(key)
          .append(
              Arrays.stream(values)
                  .mapToObj(GoFormat::general)
                  .collect(Collectors.joining(" ", "[", "]")));
    }
  }

  private static void print(String prefix, int[] spans, double[] counts, StringBuilder out) {
    int[] indices = BucketSpans.indices(spans);
    if (indices.length == 0) {
      return;
    }
    double[] all = new double[indices[indices.length - 1] - indices[0] + 1];
    for (int i = 0; i < indices.length; i++) {
      all[indices[i] - indices[0]] = counts[i];
    }
    if (indices[0] != 0) {
      out.append(' ').append(prefix).append("offset:").append(indices[0]);
    }
    print(" " + prefix + "buckets:", all, out);
  }

  private void readItems(String text) {
    Matcher item = ITEM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      boolean separate = at == 0 || Character.isWhitespace(text.charAt(at));
      if (!separate || !item.find(at) || item.start() != at) {
        throw new IllegalArgumentException("invalid histogram description: " + text.substring(at));
      }
      String key = item.group(1).toLowerCase(Locale.ROOT);
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("bad histogram descriptor found: \"" + key + "\"");
      }
      if (items.put(key, item.group(2)) != null) {
        throw new IllegalArgumentException("duplicate key \"" + key + "\" in histogram");
      }
      at = item.end();
    }
  }

  private FloatHistogram histogram() {
    double[] positive = numbers("buckets");
    double[] negative = numbers("n_buckets");
    return new FloatHistogram(
        hint(),
        layout(positive.length, negative.length),
        number("z_bucket"),
        number("count"),
        number("sum"),
        positive,
        negative);
  }

  private BucketLayout layout(int positive, int negative) {
    int schema = integer("schema");
    int[] positiveSpans = spans("offset", positive);
    if (schema != BucketLayout.CUSTOM_BUCKETS) {
      return BucketLayout.exponential(
          schema, number("z_bucket_w"), positiveSpans, spans("n_offset", negative));
    }
    if (negative > 0 || number("z_bucket") != 0 || number("z_bucket_w") != 0) {
      throw new IllegalArgumentException(
          "a histogram with custom buckets has neither negative buckets nor a zero bucket");
    }
    return BucketLayout.custom(positiveSpans, numbers("custom_values"));
  }

  private int[] spans(String offset, int buckets) {
    return buckets == 0 ? new int[0] : new int[] {integer(offset), buckets};
  }

  private CounterResetHint hint() {
    String hint = items.getOrDefault("counter_reset_hint", "unknown");
    return switch (hint.toLowerCase(Locale.ROOT)) {
      case "unknown" -> CounterResetHint.UNKNOWN;
      case "reset" -> CounterResetHint.RESET;
      case "not_reset" -> CounterResetHint.NOT_RESET;
      case "gauge" -> CounterResetHint.GAUGE;
      default ->
          throw new IllegalArgumentException(
              "error parsing counter_reset_hint: unknown value " + hint);
    };
  }

  private int integer(String key) {
    String text = items.get(key);
    return text == null ? 0 : Integer.parseInt(text);
  }

  private double number(String key) {
    String text = items.get(key);
    return text == null ? 0 : PromqlParser.parseNumber(text);
  }

  private double[] numbers(String key) {
    @Nullable String text = items.get(key);
    if (text == null) {
      return new double[0];
    }
    if (!text.startsWith("[") || text.substring(1, text.length() - 1).isBlank()) {
      throw new IllegalArgumentException(key + " must be numbers in brackets, not " + text);
    }
    String[] numbers = text.substring(1, text.length() - 1).strip().split("\\s+", -1);
    double[] values = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = PromqlParser.parseNumber(numbers[i]);
    }
    return values;
  }
}

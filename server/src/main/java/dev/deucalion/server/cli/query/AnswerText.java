package dev.deucalion.server.cli.query;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.scrape.discovery.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers as texts that resemble PromQL. */
final class AnswerText implements AnswerFormat {
  private static final String METRIC_NAME = "__name__";

  /** Names of bounds of a bucket: whether the lower and the upper one belong to it. */
  private static final int LOWER_OPEN = 0;

  private static final int UPPER_OPEN = 1;
  private static final int BOTH_CLOSED = 3;

  @Override
  public String value(JsonValue data) {
    JsonValue result = data.get("result");
    return switch (data.text("resultType")) {
          case "scalar" -> "scalar: " + point(result);
          case "string" -> result.list().get(1).text();
          case "vector" ->
              lines(
                  result.list().stream()
                      .map(series ->
                          metric(series.get("metric")) + " => " + point(onlyPoint(series)))
                      .toList());
          default -> lines(result.list().stream().map(AnswerText::stream).toList());
        }
        + "\n";
  }

  @Override
  public String series(JsonValue data) {
    return data.list().stream()
        .map(labels -> braces(pairs(labels, true)) + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public String texts(JsonValue data) {
    return data.texts().stream().map(text -> text + "\n").collect(Collectors.joining());
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }

  private static JsonValue onlyPoint(JsonValue series) {
    return series.get("histogram").isNull() ? series.get("value") : series.get("histogram");
  }

  private static String stream(JsonValue series) {
    List<String> points = new ArrayList<>();
    series.get("values").list().forEach(point -> points.add(point(point)));
    series.get("histograms").list().forEach(point -> points.add(point(point)));
    return metric(series.get("metric")) + " =>\n" + lines(points);
  }

  private static String point(JsonValue point) {
    JsonValue value = point.list().get(1);
    return (value.isMap() ? histogram(value) : fixed(value.text()))
        + " @["
        + fixed(point.list().getFirst().text())
        + "]";
  }

  private static String histogram(JsonValue histogram) {
    return "Count: "
        + GoFormat.sixDecimals(ApiClient.number(histogram.text("count")))
        + ", Sum: "
        + GoFormat.sixDecimals(ApiClient.number(histogram.text("sum")))
        + ", Buckets: "
        + histogram.get("buckets").list().stream()
            .map(AnswerText::bucket)
            .collect(Collectors.joining(" ", "[", "]"));
  }

  private static String bucket(JsonValue bucket) {
    List<String> parts = bucket.texts();
    int bounds = Integer.parseInt(parts.getFirst());
    boolean lowerClosed = bounds == UPPER_OPEN || bounds == BOTH_CLOSED;
    boolean upperClosed = bounds == LOWER_OPEN || bounds == BOTH_CLOSED;
    return (lowerClosed ? "[" : "(")
        + GoFormat.general(ApiClient.number(parts.get(1)))
        + ","
        + GoFormat.general(ApiClient.number(parts.get(2)))
        + (upperClosed ? "]" : ")")
        + ":"
        + fixed(parts.get(3));
  }

  /** Labels with the name of the metric in front. */
  static String metric(JsonValue labels) {
    String name = labels.text(METRIC_NAME);
    List<String> pairs = pairs(labels, false);
    return pairs.isEmpty() && !name.isEmpty() ? name : name + braces(pairs);
  }

  private static String braces(List<String> pairs) {
    return "{" + String.join(", ", pairs) + "}";
  }

  private static List<String> pairs(JsonValue labels, boolean withName) {
    return labels.entries().entrySet().stream()
        .filter(entry -> withName || !entry.getKey().equals(METRIC_NAME))
        .map(entry -> entry.getKey() + "=" + GoQuote.quote(entry.getValue().text()))
        .sorted()
        .toList();
  }

  private static String fixed(String number) {
    return GoFormat.fixed(ApiClient.number(number));
  }
}

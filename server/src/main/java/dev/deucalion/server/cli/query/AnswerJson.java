package dev.deucalion.server.cli.query;

import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.server.cli.tool.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers as JSON on one line each, labels in the order of their names. */
final class AnswerJson implements AnswerFormat {
  @Override
  public String value(JsonValue data) {
    JsonValue result = data.get("result");
    String json =
        switch (data.text("resultType")) {
          case "vector", "matrix" -> list(result.list().stream().map(AnswerJson::stream).toList());
          default -> point(result);
        };
    return json + "\n";
  }

  @Override
  public String series(JsonValue data) {
    return list(data.list().stream().map(AnswerJson::labels).toList()) + "\n";
  }

  @Override
  public String texts(JsonValue data) {
    return list(data.texts().stream().map(JsonText::quote).toList()) + "\n";
  }

  private static String stream(JsonValue series) {
    StringBuilder out = new StringBuilder("{\"metric\":").append(labels(series.get("metric")));
    for (String key : List.of("value", "histogram")) {
      if (!series.get(key).isNull()) {
        out.append(",\"").append(key).append("\":").append(point(series.get(key)));
      }
    }
    for (String key : List.of("values", "histograms")) {
      if (!series.get(key).isNull()) {
        List<String> points = series.get(key).list().stream().map(AnswerJson::point).toList();
        out.append(",\"").append(key).append("\":").append(list(points));
      }
    }
    return out.append('}').toString();
  }

  /** A time, which is a number, and a value, which is a text or a histogram. */
  private static String point(JsonValue point) {
    JsonValue value = point.list().get(1);
    return "["
        + point.list().getFirst().text()
        + ","
        + (value.isMap() ? histogram(value) : JsonText.quote(value.text()))
        + "]";
  }

  private static String histogram(JsonValue histogram) {
    List<String> buckets =
        histogram.get("buckets").list().stream()
            .map(bucket -> {
              List<String> parts = bucket.texts();
              List<String> numbers =
                  parts.subList(1, parts.size()).stream().map(JsonText::quote).toList();
              return "[" + parts.getFirst() + "," + String.join(",", numbers) + "]";
            })
            .toList();
    return "{\"count\":"
        + JsonText.quote(histogram.text("count"))
        + ",\"sum\":"
        + JsonText.quote(histogram.text("sum"))
        + ",\"buckets\":"
        + (buckets.isEmpty() ? "null" : list(buckets))
        + "}";
  }

  private static String labels(JsonValue labels) {
    Map<String, JsonValue> sorted = new TreeMap<>(labels.entries());
    return sorted.entrySet().stream()
        .map(
            entry -> JsonText.quote(entry.getKey()) + ":" + JsonText.quote(entry.getValue().text()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(List<String> elements) {
    return "[" + String.join(",", elements) + "]";
  }
}

package dev.deucalion.server.interop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the data of query answers. */
final class Answers {
  private Answers() {}

  /** The series of an answer, sorted by labels; a scalar as one series without labels. */
  static List<?> sortedSeries(Object data) {
    Object result = Json.at(data, "result");
    if (Json.at(data, "resultType").equals("scalar")) {
      return List.of(Map.of("metric", Map.of(), "value", result));
    }
    List<Object> series = new ArrayList<>(Json.list(result));
    series.sort(Comparator.comparing(s -> Json.at(s, "metric").toString()));
    return series;
  }

  /** The answer as text, its series in a fixed order. */
  static String sorted(Object data) {
    return lines(sortedSeries(data));
  }

  /** The answer as text, its series as they came. */
  static String inOrder(Object data) {
    return lines(Json.list(Json.at(data, "result")));
  }

  /** How many series an answer has. */
  static int seriesCount(Object data) {
    return sortedSeries(data).size();
  }

  /** The points of one series, a time and a value each: one of an instant query, or many. */
  static List<?> points(Object series) {
    return series instanceof Map<?, ?> map && map.containsKey("values")
        ? Json.list(Json.at(series, "values"))
        : List.of(Json.at(series, "value"));
  }

  private static String lines(List<?> series) {
    StringBuilder text = new StringBuilder();
    for (Object one : series) {
      text.append(Json.at(one, "metric")).append(' ').append(points(one)).append('\n');
    }
    return text.toString();
  }
}

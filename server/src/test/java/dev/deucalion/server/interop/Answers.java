package dev.deucalion.server.interop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Brings answers into a form in which equal answers are equal. */
final class Answers {
  private Answers() {}

  /** The data of a query with its series in a fixed order, where their order means nothing. */
  static String sorted(Object data) {
    Object result = Json.at(data, "result");
    if (Json.at(data, "resultType").equals("scalar")) {
      return result.toString();
    }
    List<Object> series = new ArrayList<>(Json.list(result));
    series.sort(Comparator.comparing(s -> Json.at(s, "metric").toString()));
    return lines(series);
  }

  /** The data of a query as they came. */
  static String inOrder(Object data) {
    return lines(Json.list(Json.at(data, "result")));
  }

  /** How many series an answer has. */
  static int seriesCount(Object data) {
    return Json.at(data, "result") instanceof List<?> list ? list.size() : 0;
  }

  private static String lines(List<?> series) {
    StringBuilder text = new StringBuilder();
    for (Object one : series) {
      if (one instanceof Map<?, ?> map) {
        map.forEach((key, value) -> text.append(key).append('=').append(value).append(' '));
      } else {
        text.append(one);
      }
      text.append('\n');
    }
    return text.toString();
  }
}

package dev.deucalion.server.interop.fuzz;

import dev.deucalion.server.interop.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the order of the series of an answer says. */
enum AnswerOrder {
  /** Nothing. */
  NONE,
  /** They are as the server sent them. */
  AS_SENT,
  /** Series with equal values come in any order. */
  BY_VALUE,
  /** So do they here, and which of those with the last value there are is left open. */
  BEST_VALUES;

  private static final Comparator<Object> BY_LABELS =
      Comparator.comparing(one -> Json.at(one, "metric").toString());

  /** The series in an order that is the same where the answers are. */
  List<?> normalized(List<?> series) {
    List<Object> normalized = new ArrayList<>(series);
    switch (this) {
      case NONE -> normalized.sort(BY_LABELS);
      case AS_SENT -> {}
      case BY_VALUE, BEST_VALUES -> sortRuns(normalized);
    }
    return normalized;
  }

  private void sortRuns(List<Object> series) {
    int start = 0;
    while (start < series.size()) {
      int end = start + 1;
      while (end < series.size() && value(series.get(end)).equals(value(series.get(start)))) {
        end++;
      }
      List<Object> run = series.subList(start, end);
      run.sort(BY_LABELS);
      if (this == BEST_VALUES && end == series.size()) {
        run.replaceAll(one -> withoutLabels(one));
      }
      start = end;
    }
  }

  private static Object withoutLabels(Object series) {
    Object timeSeconds = Json.list(Json.at(series, "value")).getFirst();
    return Map.of("metric", Map.of(), "value", List.of(timeSeconds, value(series)));
  }

  /** Zeros of both signs are equal. */
  private static String value(Object series) {
    String value = Json.list(Json.at(series, "value")).getLast().toString();
    return value.equals("-0") ? "0" : value;
  }
}

package dev.deucalion.server.interop.fuzz;

import dev.deucalion.server.interop.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sums of native histograms of which one counter began anew and the other did not: Prometheus 2.42
 * adds them, later versions have no result there and say so in a warning.
 */
final class Collisions {
  private static final Set<String> ONE = Set.of("value", "histogram");
  private static final Set<String> MANY = Set.of("values", "histograms");

  private Collisions() {}

  /** Whether an answer tells of such a sum. */
  static boolean areIn(HttpAnswer answer) {
    return answer.annotations().stream()
        .anyMatch(text ->
            text.startsWith(
                "PromQL warning: conflicting counter resets during histogram addition"));
  }

  /**
   * What is left of an answer where another one has no samples.
   *
   * @param expected series of Prometheus
   * @param actual those of the newer server
   */
  static List<?> without(List<?> expected, List<?> actual) {
    Map<Object, Object> byLabels =
        actual.stream()
            .collect(Collectors.toMap(one -> Json.at(one, "metric"), one -> one, (a, b) -> a));
    List<Object> left = new ArrayList<>();
    for (Object series : expected) {
      Object other = byLabels.get(Json.at(series, "metric"));
      if (other instanceof Map<?, ?> members && series instanceof Map<?, ?> all) {
        left.add(common(all, members));
      }
    }
    return left;
  }

  /** The samples of a series at the times of those of another one. */
  private static Map<Object, Object> common(Map<?, ?> series, Map<?, ?> other) {
    Map<Object, Object> common = new LinkedHashMap<>();
    series.forEach((name, value) -> {
      if (MANY.contains(name) && other.get(name) instanceof List<?> points) {
        Set<Object> times =
            points.stream().map(point -> Json.list(point).getFirst()).collect(Collectors.toSet());
        common.put(
            name,
            Json.list(value).stream()
                .filter(point -> times.contains(Json.list(point).getFirst()))
                .toList());
      } else if (!MANY.contains(name) && (!ONE.contains(name) || other.containsKey(name))) {
        common.put(name, value);
      }
    });
    return common;
  }
}

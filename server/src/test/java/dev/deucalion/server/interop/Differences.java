package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects differences between answers, to report all of them together.
 *
 * <p>Series, labels, times and the number of points must be equal. Values may differ by {@link
 * #TOLERANCE} of their size, which is room for the last bits only: later versions of Prometheus sum
 * with compensation, and the mathematical functions of Go and Java round differently.
 */
final class Differences {
  private static final double TOLERANCE = 1e-12;

  private final List<String> found = new ArrayList<>();

  /** Compares two answers, series in any order, and keeps the first difference. */
  void compare(String what, Object expected, Object actual) {
    List<?> expectedSeries = Answers.sortedSeries(expected);
    List<?> actualSeries = Answers.sortedSeries(actual);
    Set<String> missing = metrics(expectedSeries);
    missing.removeAll(metrics(actualSeries));
    Set<String> extra = metrics(actualSeries);
    extra.removeAll(metrics(expectedSeries));
    if (!missing.isEmpty() || !extra.isEmpty()) {
      found.add(what + "\n  missing " + missing + "\n  extra " + extra);
      return;
    }
    for (int i = 0; i < expectedSeries.size(); i++) {
      List<?> expectedPoints = Answers.points(expectedSeries.get(i));
      List<?> actualPoints = Answers.points(actualSeries.get(i));
      String series = what + "\n  series " + Json.at(expectedSeries.get(i), "metric");
      if (expectedPoints.size() != actualPoints.size()) {
        found.add(
            series + ": " + actualPoints.size() + " points, expected " + expectedPoints.size());
        return;
      }
      for (int j = 0; j < expectedPoints.size(); j++) {
        if (!same(Json.list(expectedPoints.get(j)), Json.list(actualPoints.get(j)))) {
          found.add(
              series
                  + "\n  expected "
                  + expectedPoints.get(j)
                  + "\n  but was  "
                  + actualPoints.get(j));
          return;
        }
      }
    }
  }

  void check(boolean holds, String otherwise) {
    if (!holds) {
      found.add(otherwise);
    }
  }

  void assertNone() {
    assertThat(found).as("%d differences", found.size()).isEmpty();
  }

  private static Set<String> metrics(List<?> series) {
    Set<String> metrics = new TreeSet<>();
    series.forEach(one -> metrics.add(Json.at(one, "metric").toString()));
    return metrics;
  }

  private static boolean same(List<?> expectedPoint, List<?> actualPoint) {
    if (!expectedPoint.getFirst().equals(actualPoint.getFirst())) {
      return false;
    }
    String expected = expectedPoint.getLast().toString();
    String actual = actualPoint.getLast().toString();
    if (expected.equals(actual)) {
      return true;
    }
    double a = number(expected);
    double b = number(actual);
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }

  /** A value of the API; those that are not finite match only their own text. */
  private static double number(String text) {
    return text.endsWith("Inf") ? Double.NaN : Double.parseDouble(text);
  }
}

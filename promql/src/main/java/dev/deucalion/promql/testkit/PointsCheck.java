package dev.deucalion.promql.testkit;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the points of one series. */
final class PointsCheck {
  private PointsCheck() {}

  /** What differs at the only point of an instant query, or the empty text. */
  static String check(SeriesNotation expected, ScriptAnswer.Point actual) {
    HistogramPoint histogram = expected.size() == 0 ? null : expected.histogram(0);
    double value = expected.size() == 0 ? 0 : expected.values()[0];
    return isSame(histogram, value, actual)
        ? ""
        : "expected %s for %s but got %s"
            .formatted(shown(histogram, value), expected.labels(), actual);
  }

  private static boolean isSame(
      @Nullable HistogramPoint histogram, double value, ScriptAnswer.Point actual) {
    AnswerHistogram found = actual.histogram();
    return histogram == null
        ? found == null && ApproximateEquality.equal(value, actual.value())
        : found != null && found.is(histogram);
  }

  /** What differs at the points of a range of times, or the empty text. */
  static String check(SeriesNotation expected, EvalTime.Range times, ScriptAnswer.Series actual) {
    List<ScriptAnswer.Point> points = actual.points();
    int found = 0;
    for (int i = 0; i < expected.size(); i++) {
      long timeMs = times.startMs() + i * times.stepMs();
      if (timeMs > times.endMs()) {
        return "expected %s points for %s, but the range of the query has fewer"
            .formatted(expected.size(), expected.labels());
      }
      HistogramPoint histogram = expected.histogram(i);
      if (histogram == null && expected.omitted()[i]) {
        continue;
      }
      double value = expected.values()[i];
      if (found == points.size()
          || points.get(found).timeMs() != timeMs
          || !isSame(histogram, value, points.get(found))) {
        return "expected %s at %s ms for %s, result has %s"
            .formatted(shown(histogram, value), timeMs, expected.labels(), shown(actual));
      }
      found++;
    }
    return found == points.size()
        ? ""
        : "expected %s points for %s, but got %s"
            .formatted(found, expected.labels(), shown(actual));
  }

  private static Object shown(@Nullable HistogramPoint histogram, double value) {
    return histogram == null ? value : HistogramNotation.print(histogram.histogram());
  }

  /** The points of a series, for people. */
  static String shown(ScriptAnswer.Series series) {
    return series.points().stream()
        .map(point -> point + " @" + point.timeMs())
        .collect(Collectors.joining(" "));
  }
}

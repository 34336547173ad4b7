package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.engine.QueryValue;
import org.jspecify.annotations.Nullable;

/** Compares the points of one series. */
final class PointsCheck {
  private PointsCheck() {}

  /** What differs at the only point of an instant query, or the empty text. */
  static String check(SeriesNotation expected, QueryValue.Sample actual) {
    HistogramPoint point = expected.size() == 0 ? null : expected.histogram(0);
    double value = expected.size() == 0 ? 0 : expected.values()[0];
    boolean same =
        point == null
            ? actual.histogram() == null && ApproximateEquality.equal(value, actual.value())
            : isHistogram(point, actual.histogram());
    return same
        ? ""
        : "expected %s for %s but got %s"
            .formatted(
                point == null ? value : HistogramNotation.print(point.histogram()),
                actual.labels(),
                shown(actual));
  }

  private static boolean isHistogram(HistogramPoint expected, @Nullable FloatHistogram actual) {
    return actual != null && HistogramEquality.equal(expected, actual);
  }

  /** What differs at the points of a range of times, or the empty text. */
  static String check(SeriesNotation expected, EvalTime.Range times, QueryValue.Series actual) {
    int floats = 0;
    int histograms = 0;
    for (int i = 0; i < expected.size(); i++) {
      long timeMs = times.startMs() + i * times.stepMs();
      if (timeMs > times.endMs()) {
        return "expected %d points for %s, but the range of the query has fewer"
            .formatted(expected.size(), expected.labels());
      }
      HistogramPoint point = expected.histogram(i);
      boolean same;
      if (point != null) {
        same =
            histograms < actual.histograms().length
                && actual.histogramTimesMs()[histograms] == timeMs
                && isHistogram(point, actual.histograms()[histograms]);
        histograms++;
      } else if (!expected.omitted()[i]) {
        same =
            floats < actual.values().length
                && actual.timesMs()[floats] == timeMs
                && ApproximateEquality.equal(expected.values()[i], actual.values()[floats]);
        floats++;
      } else {
        continue;
      }
      if (!same) {
        return "expected %s at %d ms for %s, result has %s"
            .formatted(
                point == null ? expected.values()[i] : HistogramNotation.print(point.histogram()),
                timeMs,
                expected.labels(),
                shown(actual));
      }
    }
    return floats == actual.values().length && histograms == actual.histograms().length
        ? ""
        : "expected %d points for %s, but got %s"
            .formatted(floats + histograms, expected.labels(), shown(actual));
  }

  /** The value of a sample, for people. */
  static String shown(QueryValue.Sample sample) {
    FloatHistogram histogram = sample.histogram();
    return histogram == null ? String.valueOf(sample.value()) : HistogramNotation.print(histogram);
  }

  /** The points of a series, for people. */
  static String shown(QueryValue.Series series) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < series.values().length; i++) {
      out.append(i == 0 ? "" : " ").append(series.values()[i]).append(" @");
      out.append(series.timesMs()[i]);
    }
    for (int i = 0; i < series.histograms().length; i++) {
      out.append(out.isEmpty() ? "" : " ")
          .append(HistogramNotation.print(series.histograms()[i]))
          .append(" @");
      out.append(series.histogramTimesMs()[i]);
    }
    return out.toString();
  }
}

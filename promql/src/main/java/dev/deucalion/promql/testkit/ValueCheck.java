package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the answer to a query with what is expected. */
final class ValueCheck {
  private final Expectation expectation;
  private final EvalTime.Range times;

  /**
   * @param times when expected points are, one a step
   */
  ValueCheck(ScriptCommand.Eval eval, EvalTime.Range times) {
    this.expectation = eval.expectation();
    this.times = times;
  }

  /** What differs, or the empty text. */
  String check(ScriptAnswer.Value value) {
    return switch (value) {
      case ScriptAnswer.Value.Scalar(double number) -> checkScalar(number);
      case ScriptAnswer.Value.Text(String text) -> checkString(text);
      case ScriptAnswer.Value.Vector(List<ScriptAnswer.Series> series) -> checkVector(series);
      case ScriptAnswer.Value.Matrix(List<ScriptAnswer.Series> series) -> checkMatrix(series);
    };
  }

  /** What differs at one time of a range, where the answer is that of an instant query. */
  String checkAt(ScriptAnswer.Value value, long timeMs) {
    if (!(value instanceof ScriptAnswer.Value.Matrix matrix)) {
      return "expected a matrix but got " + value;
    }
    String unsorted = checkSorted(matrix.series());
    if (!unsorted.isEmpty()) {
      return unsorted;
    }
    List<ScriptAnswer.Series> samples = new ArrayList<>();
    for (ScriptAnswer.Series series : matrix.series()) {
      for (ScriptAnswer.Point point : series.points()) {
        if (point.timeMs() == timeMs) {
          samples.add(new ScriptAnswer.Series(series.labels(), List.of(point)));
        }
      }
    }
    if (expectation.value() instanceof Expectation.Value.Scalar) {
      return samples.size() == 1
          ? checkScalar(samples.getFirst().points().getFirst().value())
          : "expected scalar result, but got " + samples;
    }
    return checkVector(samples);
  }

  private String checkScalar(double actual) {
    if (!(expectation.value() instanceof Expectation.Value.Scalar expected)) {
      return "expected vector or matrix result, but got scalar " + actual;
    }
    return ApproximateEquality.equal(expected.value(), actual)
        ? ""
        : "expected scalar " + expected.value() + " but got " + actual;
  }

  private String checkString(String actual) {
    String expected =
        expectation.value() instanceof Expectation.Value.Text text ? text.value() : "";
    return expected.equals(actual)
        ? ""
        : "expected string \"" + expected + "\" but got \"" + actual + "\"";
  }

  private String checkVector(List<ScriptAnswer.Series> samples) {
    if (!(expectation.value() instanceof Expectation.Value.Series expected)) {
      return "expected " + expectation.value() + ", but got vector " + samples;
    }
    Map<Labels, SeriesNotation> missing = byLabels(expected.series());
    List<Labels> order = List.copyOf(missing.keySet());
    for (int i = 0; i < samples.size(); i++) {
      ScriptAnswer.Series sample = samples.get(i);
      ScriptAnswer.Point point = sample.points().getFirst();
      SeriesNotation series = missing.remove(sample.labels());
      if (series == null) {
        return "unexpected metric %s in result, has value %s".formatted(sample.labels(), point);
      }
      if (expectation.ordered() && !order.get(i).equals(sample.labels())) {
        return "expected metric " + order.get(i) + " at position " + i + ", was " + sample.labels();
      }
      String difference = PointsCheck.check(series, point);
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return checkNoneMissing(missing);
  }

  private static String checkNoneMissing(Map<Labels, SeriesNotation> missing) {
    return missing.isEmpty() ? "" : "expected metrics not found: " + missing.keySet();
  }

  private static Map<Labels, SeriesNotation> byLabels(List<SeriesNotation> series) {
    Map<Labels, SeriesNotation> byLabels = new LinkedHashMap<>();
    series.forEach(one -> byLabels.put(one.labels(), one));
    return byLabels;
  }

  private String checkMatrix(List<ScriptAnswer.Series> actual) {
    if (!(expectation.value() instanceof Expectation.Value.Series expected)) {
      return "expected " + expectation.value() + ", but got a matrix of " + actual.size();
    }
    if (expectation.ordered()) {
      return "expected ordered result, but query returned a matrix";
    }
    String unsorted = checkSorted(actual);
    if (!unsorted.isEmpty()) {
      return unsorted;
    }
    Map<Labels, SeriesNotation> missing = byLabels(expected.series());
    for (ScriptAnswer.Series series : actual) {
      SeriesNotation notation = missing.remove(series.labels());
      if (notation == null) {
        return "unexpected metric "
            + series.labels()
            + " in result, has "
            + PointsCheck.shown(series);
      }
      String difference = PointsCheck.check(notation, times, series);
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return checkNoneMissing(missing);
  }

  private static String checkSorted(List<ScriptAnswer.Series> series) {
    for (int i = 1; i < series.size(); i++) {
      if (series.get(i - 1).labels().compareTo(series.get(i).labels()) > 0) {
        return "series are not sorted by labels: "
            + series.get(i).labels()
            + " comes after "
            + series.get(i - 1).labels();
      }
    }
    return "";
  }
}

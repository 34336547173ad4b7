package dev.deucalion.testing.answer;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.promql.engine.QueryValue.Series;
import dev.deucalion.promql.testkit.HistogramPoint;
import dev.deucalion.promql.testkit.SeriesNotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One series of an answer, found or expected: labels and a point for each step.
 *
 * @param points null where the step has none
 */
record AnswerLine(Labels labels, List<Point> points) {
  /** The series of an answer; a string has none. */
  static List<AnswerLine> of(Answer answer) {
    return switch (answer.value()) {
      case QueryValue.Scalar _, QueryValue.Vector _ ->
          answer.samples().stream().map(AnswerLine::of).toList();
      case QueryValue.Matrix matrix ->
          matrix.series().stream().map(series -> of(series, answer.grid())).toList();
      case QueryValue.Str string ->
          List.of(new AnswerLine(Labels.EMPTY, List.of(Point.text(string.value()))));
    };
  }

  private static AnswerLine of(Sample sample) {
    return new AnswerLine(sample.labels(), List.of(Point.of(sample.value(), sample.histogram())));
  }

  /**
   * A series on the grid of its query; where that has no steps, its samples one after the other.
   */
  private static AnswerLine of(Series series, Answer.Grid grid) {
    List<Point> points = new ArrayList<>();
    int floats = 0;
    int histograms = 0;
    long stepMs = grid.startMs();
    while (floats < series.values().length || histograms < series.histograms().length) {
      long floatMs = floats < series.timesMs().length ? series.timesMs()[floats] : Long.MAX_VALUE;
      long histogramMs =
          histograms < series.histogramTimesMs().length
              ? series.histogramTimesMs()[histograms]
              : Long.MAX_VALUE;
      for (;
          grid.stepMs() > 0 && stepMs < Math.min(floatMs, histogramMs);
          stepMs += grid.stepMs()) {
        points.add(Point.NONE);
      }
      points.add(
          floatMs < histogramMs
              ? Point.of(series.values()[floats++], null)
              : Point.of(0, series.histograms()[histograms++]));
      stepMs += grid.stepMs();
    }
    return new AnswerLine(series.labels(), points);
  }

  /**
   * A series that is expected, as {@code name{label="value"} 1 _ 2+3x4}.
   *
   * @throws IllegalArgumentException when it is not in the notation
   */
  static AnswerLine parse(String notation) {
    SeriesNotation series = SeriesNotation.parse(notation);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      HistogramPoint histogram = series.histogram(i);
      points.add(
          series.omitted()[i]
              ? Point.NONE
              : Point.of(series.values()[i], histogram == null ? null : histogram.histogram()));
    }
    return new AnswerLine(series.labels(), points);
  }

  /** Whether this, as found, is what another one expects. */
  boolean matches(AnswerLine expected, double tolerance) {
    int found = trimmed();
    boolean same = labels.equals(expected.labels) && found == expected.trimmed();
    for (int i = 0; same && i < found; i++) {
      same = points.get(i).matches(expected.points.get(i), tolerance);
    }
    return same;
  }

  /** Number of points without those at the end that are none. */
  private int trimmed() {
    int size = points.size();
    while (size > 0 && points.get(size - 1).isNone()) {
      size--;
    }
    return size;
  }

  /** In the notation of rule tests. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(SeriesText.of(labels));
    points.subList(0, trimmed()).forEach(point -> out.append(' ').append(point));
    return out.toString();
  }

  /** All lines of a text that are not empty. */
  static List<AnswerLine> parseAll(String... notations) {
    return Arrays.stream(notations)
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .map(AnswerLine::parse)
        .toList();
  }
}

package dev.deucalion.testing.answer;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.promql.testkit.SeriesNotation;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an answer. Expected series are written as in Prometheus' rule tests, {@code
 * http_requests_total{job="api"} 1} for an instant query, and with a value a step for a range
 * query: {@code {job="api"} 0 60 120}, {@code {job="api"} 0+60x2}, {@code _} where there is no
 * value. A check that fails throws {@link AssertionError} with what is missing and what is there
 * without being expected.
 *
 * <pre>{@code
 * prometheus.assertThat("sum by (job) (rate(http_requests_total[5m]))")
 *     .containsOnly("{job=\"api\"} 1", "{job=\"shop\"} 2.5");
 * }</pre>
 */
public final class AnswerAssert {
  /** How much values may differ at first, relative to the larger one. */
  public static final double DEFAULT_TOLERANCE = 1e-6;

  private final Answer answer;
  private final double tolerance;

  /** Checks an answer with the default tolerance. */
  public AnswerAssert(Answer answer) {
    this(answer, DEFAULT_TOLERANCE);
  }

  private AnswerAssert(Answer answer, double tolerance) {
    this.answer = answer;
    this.tolerance = tolerance;
  }

  /**
   * These checks with another tolerance.
   *
   * @param relative of the larger of two values, 0 for none
   */
  public AnswerAssert within(double relative) {
    return new AnswerAssert(answer, relative);
  }

  /** There are no samples. */
  public AnswerAssert isEmpty() {
    return require(answer.isEmpty(), "no samples");
  }

  /** There is at least one sample. */
  public AnswerAssert isNotEmpty() {
    return require(!answer.isEmpty(), "samples");
  }

  /** There are so many series. */
  public AnswerAssert hasSize(int series) {
    return require(AnswerLine.of(answer).size() == series, series + " series");
  }

  /** The answer is one number, of whatever labels: this one. */
  public AnswerAssert hasValue(double value) {
    boolean single =
        answer.value() instanceof QueryValue.Scalar
            || answer.value() instanceof QueryValue.Vector vector && vector.samples().size() == 1;
    return require(
        single
            && AnswerLine.of(answer)
                .getFirst()
                .points()
                .getFirst()
                .matches(Point.of(value, null), tolerance),
        "the value " + GoFormat.general(value));
  }

  /** These series are there, and maybe others. */
  public AnswerAssert contains(String... series) {
    Difference difference = difference(series);
    return difference.missing().isEmpty() ? this : fail(difference, "to contain these series");
  }

  /** These series are there and no others, in any order. */
  public AnswerAssert containsOnly(String... series) {
    Difference difference = difference(series);
    return difference.isNone() ? this : fail(difference, "to be these series");
  }

  /** These series are there and no others, in this order. */
  public AnswerAssert containsExactly(String... series) {
    containsOnly(series);
    List<AnswerLine> expected = AnswerLine.parseAll(series);
    List<AnswerLine> found = AnswerLine.of(answer);
    for (int i = 0; i < expected.size(); i++) {
      if (!found.get(i).matches(expected.get(i), tolerance)) {
        throw new AssertionError(
            "expected another order:\n" + lines(expected) + "\nthan " + answer);
      }
    }
    return this;
  }

  /** No series has exactly these labels, written as {@code {job="api"}}. */
  public AnswerAssert doesNotContain(String labels) {
    Labels unwanted = SeriesNotation.parse(labels).labels();
    return require(
        AnswerLine.of(answer).stream().noneMatch(line -> line.labels().equals(unwanted)),
        "no series " + labels);
  }

  /** The engine had nothing to warn of. */
  public AnswerAssert hasNoWarnings() {
    if (!answer.warnings().isEmpty()) {
      throw new AssertionError(
          "expected no warnings but got " + answer.warnings() + " with the " + answer);
    }
    return this;
  }

  /** The engine warned of something with this text in it. */
  public AnswerAssert hasWarningContaining(String text) {
    if (answer.warnings().stream().noneMatch(warning -> warning.contains(text))) {
      throw new AssertionError(
          "expected a warning with \"" + text + "\" but got " + answer.warnings());
    }
    return this;
  }

  /** What is checked. */
  public Answer answer() {
    return answer;
  }

  private Difference difference(String... series) {
    return Difference.of(AnswerLine.parseAll(series), AnswerLine.of(answer), tolerance);
  }

  private AnswerAssert fail(Difference difference, String what) {
    List<String> text = new ArrayList<>();
    text.add("expected " + answer.headline() + " " + what + " (- missing, + not expected):");
    text.add(difference.toString());
    throw new AssertionError(String.join("\n", text));
  }

  private AnswerAssert require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected " + what + " as " + answer);
    }
    return this;
  }

  private static String lines(List<AnswerLine> lines) {
    return String.join("\n", lines.stream().map(line -> "  " + line).toList());
  }
}

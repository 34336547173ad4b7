package dev.deucalion.testing.answer;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.promql.engine.QueryValue.Series;
import java.util.List;

/**
 * The answer to a query.
 *
 * @param query in PromQL
 * @param grid the times for which it was asked
 * @param value its value, by type
 * @param warnings of the engine
 * @param infos of the engine, less grave
 */
public record Answer(
    String query, Grid grid, QueryValue value, List<String> warnings, List<String> infos) {
  /**
   * Times for which a query is asked, in milliseconds since the epoch.
   *
   * @param startMs the first one
   * @param endMs none is later
   * @param stepMs from one to the next; 0 for an instant query
   */
  public record Grid(long startMs, long endMs, long stepMs) {
    /** One time. */
    public static Grid at(long timeMs) {
      return new Grid(timeMs, timeMs, 0);
    }
  }

  /** An answer of the engine. */
  public static Answer of(String query, Grid grid, QueryResult result) {
    return new Answer(query, grid, result.value(), result.warnings(), result.infos());
  }

  /**
   * The samples of an instant query, in the order of the answer; one without labels for a scalar.
   *
   * @throws AssertionError when the answer is of another type
   */
  public List<Sample> samples() {
    return switch (value) {
      case QueryValue.Vector vector -> vector.samples();
      case QueryValue.Scalar scalar ->
          List.of(new Sample(Labels.EMPTY, scalar.timeMs(), scalar.value()));
      case QueryValue.Matrix _, QueryValue.Str _ -> throw wrongType("an instant vector");
    };
  }

  /**
   * The series of a range query, or of a range selector, by their labels.
   *
   * @throws AssertionError when the answer is of another type
   */
  public List<Series> series() {
    return switch (value) {
      case QueryValue.Matrix matrix -> matrix.series();
      case QueryValue.Vector _, QueryValue.Scalar _, QueryValue.Str _ ->
          throw wrongType("a matrix");
    };
  }

  /**
   * The only number of the answer.
   *
   * @throws AssertionError when there is none, or another sample beside it
   */
  public double number() {
    List<Sample> samples = samples();
    if (samples.size() != 1 || samples.getFirst().histogram() != null) {
      throw new AssertionError("expected one number as " + this);
    }
    return samples.getFirst().value();
  }

  /** Whether there are no samples. */
  public boolean isEmpty() {
    return switch (value) {
      case QueryValue.Vector vector -> vector.samples().isEmpty();
      case QueryValue.Matrix matrix -> matrix.series().isEmpty();
      case QueryValue.Scalar _, QueryValue.Str _ -> false;
    };
  }

  private AssertionError wrongType(String expected) {
    return new AssertionError("expected " + expected + " as " + this);
  }

  /** The query, its times and one line a series, for people. */
  @Override
  public String toString() {
    List<AnswerLine> lines = AnswerLine.of(this);
    StringBuilder out = new StringBuilder(headline());
    out.append(lines.isEmpty() ? ": nothing" : ":");
    lines.forEach(line -> out.append("\n  ").append(line));
    return out.toString();
  }

  /** The query and its times. */
  String headline() {
    return "answer of " + query + " " + Times.describe(grid);
  }
}

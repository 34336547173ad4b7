package dev.deucalion.promql.testkit;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Evaluates by an engine in the same process. */
public final class EngineEvaluator implements ScriptEvaluator {
  private final QueryEngine engine;
  private final Queryable storage;

  /**
   * Asks an engine in this process.
   *
   * @param storage what scripts are loaded into
   */
  public EngineEvaluator(QueryEngine engine, Queryable storage) {
    this.engine = engine;
    this.storage = storage;
  }

  @Override
  public ScriptAnswer instant(String expr, long timeMs) {
    return answer(
        () -> engine.instant(storage, new InstantQuery(expr, timeMs, QueryOptions.DEFAULTS)));
  }

  @Override
  public ScriptAnswer range(String expr, EvalTime.Range range) {
    return answer(() ->
        engine.range(
            storage,
            new RangeQuery(
                expr, range.startMs(), range.endMs(), range.stepMs(), QueryOptions.DEFAULTS)));
  }

  private static ScriptAnswer answer(Supplier<QueryResult> query) {
    try {
      QueryResult result = query.get();
      return new ScriptAnswer.Success(value(result.value()), result.warnings(), result.infos());
    } catch (ParseException | QueryException e) {
      return new ScriptAnswer.Failure(String.valueOf(e.getMessage()));
    }
  }

  private static ScriptAnswer.Value value(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar -> new ScriptAnswer.Value.Scalar(scalar.value());
      case QueryValue.Str string -> new ScriptAnswer.Value.Text(string.value());
      case QueryValue.Vector vector ->
          new ScriptAnswer.Value.Vector(
              vector.samples().stream().map(EngineEvaluator::series).toList());
      case QueryValue.Matrix matrix ->
          new ScriptAnswer.Value.Matrix(
              matrix.series().stream().map(EngineEvaluator::series).toList());
    };
  }

  private static ScriptAnswer.Series series(QueryValue.Sample sample) {
    AnswerHistogram histogram =
        sample.histogram() == null ? null : new AnswerHistogram.Whole(sample.histogram());
    return new ScriptAnswer.Series(
        sample.labels(),
        List.of(new ScriptAnswer.Point(sample.timeMs(), sample.value(), histogram)));
  }

  private static ScriptAnswer.Series series(QueryValue.Series series) {
    List<ScriptAnswer.Point> points = new ArrayList<>();
    for (int i = 0; i < series.values().length; i++) {
      points.add(new ScriptAnswer.Point(series.timesMs()[i], series.values()[i], null));
    }
    for (int i = 0; i < series.histograms().length; i++) {
      points.add(
          new ScriptAnswer.Point(
              series.histogramTimesMs()[i], 0, new AnswerHistogram.Whole(series.histograms()[i])));
    }
    points.sort(Comparator.comparingLong(ScriptAnswer.Point::timeMs));
    return new ScriptAnswer.Series(series.labels(), points);
  }
}

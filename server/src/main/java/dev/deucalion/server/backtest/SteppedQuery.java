package dev.deucalion.server.backtest;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.engine.ResultHold;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Evaluates expressions at one time after the other: those that were evaluated before over the
 * whole range are looked up, others are evaluated one by one. One thread.
 */
final class SteppedQuery implements RuleQuery {
  /** What is something else at one time than over a range. */
  private static final Pattern OF_RANGE = Pattern.compile("\\b(start|end|step|range)\\(\\)");

  private final QueryEngine engine;
  private final Queryable storage;
  private final LongSupplier nanoTime;
  private final long deadlineNanos;
  private final QueryOrigin origin;
  private final Map<String, List<Column>> columns = new HashMap<>();
  private final List<ResultHold> holds = new ArrayList<>();

  /** A series, and where in it the time is. */
  private static final class Column {
    private final QueryValue.Series series;
    private int nextFloat;
    private int nextHistogram;

    private Column(QueryValue.Series series) {
      this.series = series;
    }

    /** Adds the sample of a time, where there is one; times must ascend. */
    private void addTo(List<Sample> samples, long timeMs) {
      long[] times = series.timesMs();
      while (nextFloat < times.length && times[nextFloat] < timeMs) {
        nextFloat++;
      }
      if (nextFloat < times.length && times[nextFloat] == timeMs) {
        samples.add(new Sample(series.labels(), timeMs, series.values()[nextFloat]));
        return;
      }
      long[] histogramTimes = series.histogramTimesMs();
      while (nextHistogram < histogramTimes.length && histogramTimes[nextHistogram] < timeMs) {
        nextHistogram++;
      }
      if (nextHistogram < histogramTimes.length && histogramTimes[nextHistogram] == timeMs) {
        FloatHistogram histogram = series.histograms()[nextHistogram];
        samples.add(new Sample(series.labels(), timeMs, 0, histogram));
      }
    }
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param deadlineNanos time of that clock at which all must be done
   * @param origin who asks
   */
  SteppedQuery(
      QueryEngine engine,
      Queryable storage,
      LongSupplier nanoTime,
      long deadlineNanos,
      QueryOrigin origin) {
    this.engine = engine;
    this.storage = storage;
    this.nanoTime = nanoTime;
    this.deadlineNanos = deadlineNanos;
    this.origin = origin;
  }

  /** Evaluates an expression for all times at once, where that comes to the same. */
  void fetch(String expr, long fromMs, long toMs, long stepMs) {
    if (columns.containsKey(expr) || OF_RANGE.matcher(expr).find()) {
      return;
    }
    ResultHold hold = new ResultHold();
    holds.add(hold);
    QueryOptions options = new QueryOptions(0, leftMs(), origin, false, hold);
    QueryValue value =
        engine.range(storage, new RangeQuery(expr, fromMs, toMs, stepMs, options)).value();
    if (value instanceof QueryValue.Matrix matrix) {
      columns.put(expr, matrix.series().stream().map(Column::new).toList());
    }
  }

  /** How long it may still take, at least a millisecond. */
  private long leftMs() {
    requireTime();
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - nanoTime.getAsLong()));
  }

  /**
   * @throws QueryException when the time is over or the thread is interrupted
   */
  void requireTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in query execution");
    }
    if (nanoTime.getAsLong() - deadlineNanos >= 0) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT, "query timed out in expression evaluation");
    }
  }

  @Override
  public QueryValue evaluate(String expr, long timeMs, QueryOrigin unused) {
    List<Column> known = columns.get(expr);
    if (known == null) {
      QueryOptions options = new QueryOptions(0, leftMs(), origin, false, null);
      return engine.instant(storage, new InstantQuery(expr, timeMs, options)).value();
    }
    List<Sample> samples = new ArrayList<>();
    for (Column column : known) {
      column.addTo(samples, timeMs);
    }
    return new QueryValue.Vector(samples);
  }

  /** Lets the results go. */
  @Override
  public void close() {
    columns.clear();
    holds.forEach(ResultHold::close);
  }
}

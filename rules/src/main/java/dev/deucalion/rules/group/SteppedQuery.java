package dev.deucalion.rules.group;

import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.QueryValue.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Evaluates expressions at one time after the other: those that were evaluated before over the
 * whole range are looked up, others are evaluated one by one. One thread.
 */
public final class SteppedQuery implements RuleQuery {
  /** What is something else at one time than over a range. */
  private static final Pattern OF_RANGE = Pattern.compile("\\b(start|end|step|range)\\(\\)");

  private final RuleQuery query;
  private final Map<String, List<Column>> columns = new HashMap<>();

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
      nextFloat = firstFrom(series.timesMs(), nextFloat, timeMs);
      if (isAt(series.timesMs(), nextFloat, timeMs)) {
        samples.add(new Sample(series.labels(), timeMs, series.values()[nextFloat]));
        return;
      }
      nextHistogram = firstFrom(series.histogramTimesMs(), nextHistogram, timeMs);
      if (isAt(series.histogramTimesMs(), nextHistogram, timeMs)) {
        samples.add(new Sample(series.labels(), timeMs, 0, series.histograms()[nextHistogram]));
      }
    }

    private static int firstFrom(long[] timesMs, int from, long timeMs) {
      int at = from;
      while (at < timesMs.length && timesMs[at] < timeMs) {
        at++;
      }
      return at;
    }

    private static boolean isAt(long[] timesMs, int index, long timeMs) {
      return index < timesMs.length && timesMs[index] == timeMs;
    }
  }

  /**
   * Steps of a query.
   *
   * @param query evaluates what is asked for
   */
  public SteppedQuery(RuleQuery query) {
    this.query = query;
  }

  /**
   * Evaluates an expression for all times at once, where that comes to the same as one by one. What
   * was fetched of it before is forgotten.
   *
   * @param fromMs first time
   * @param toMs last time, inclusive
   */
  public void fetch(String expr, long fromMs, long toMs, long stepMs, QueryOrigin origin) {
    if (OF_RANGE.matcher(expr).find()) {
      return;
    }
    QueryValue.Matrix matrix = query.evaluateRange(expr, fromMs, toMs, stepMs, origin);
    columns.put(expr, matrix.series().stream().map(Column::new).toList());
  }

  @Override
  public QueryValue evaluate(String expr, long timeMs, QueryOrigin origin) {
    List<Column> known = columns.get(expr);
    if (known == null) {
      return query.evaluate(expr, timeMs, origin);
    }
    List<Sample> samples = new ArrayList<>();
    for (Column column : known) {
      column.addTo(samples, timeMs);
    }
    return new QueryValue.Vector(samples);
  }

  @Override
  public QueryValue.Matrix evaluateRange(
      String expr, long startMs, long endMs, long stepMs, QueryOrigin origin) {
    return query.evaluateRange(expr, startMs, endMs, stepMs, origin);
  }

  @Override
  public void close() {
    query.close();
  }
}

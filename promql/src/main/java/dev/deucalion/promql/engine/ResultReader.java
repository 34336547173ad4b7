package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.exec.QueryLimits;
import dev.deucalion.promql.exec.RangeVector;
import dev.deucalion.promql.exec.SampleTally;
import dev.deucalion.promql.exec.VectorOperator;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pulls the outermost operator of a query and makes its answer. */
final class ResultReader {
  /** Of a sample of a vector, what it takes beside time and value, and the reference to it. */
  private static final int SAMPLE_OBJECT_BYTES = 24;

  /**
   * Of a series of a matrix, itself, its arrays without what is in them and the reference to it.
   */
  private static final int SERIES_BYTES = 104;

  private final QueryLimits limits;
  private final SampleTally tally;

  /**
   * @param tally of the query
   */
  ResultReader(QueryLimits limits, SampleTally tally) {
    this.limits = limits;
    this.tally = tally;
  }

  /** The value of a scalar at one time. */
  QueryValue scalar(VectorOperator scalar, long timeMs) {
    scalar.series();
    limits.hold(1);
    Column column = new Column(1, limits);
    scalar.read(0, column);
    return new QueryValue.Scalar(timeMs, column.values[0]);
  }

  /** A vector at one time, in the order of the operator. */
  QueryValue vector(VectorOperator vector, long timeMs) {
    List<Labels> labels = vector.series();
    List<QueryValue.Sample> samples = new ArrayList<>();
    Column column = new Column(1, limits);
    for (int i = 0; i < labels.size(); i++) {
      limits.checkpoint();
      vector.read(i, column);
      if (column.hasAny(0)) {
        limits.hold(column.sampleCount());
        limits.holdBytes(SAMPLE_OBJECT_BYTES);
        samples.add(
            new QueryValue.Sample(labels.get(i), timeMs, column.values[0], column.histogram(0)));
      }
    }
    return new QueryValue.Vector(samples);
  }

  /** A vector or a scalar at all steps, not sorted. */
  QueryValue matrix(VectorOperator vector, StepGrid grid) {
    List<Labels> labels = vector.series();
    List<QueryValue.Series> series = new ArrayList<>();
    Column column = limits.workingColumn(grid.count());
    limits.holdBytes((long) grid.count() * Long.BYTES);
    long[] allTimesMs = timesMs(grid);
    for (int i = 0; i < labels.size(); i++) {
      limits.checkpoint();
      vector.read(i, column);
      if (!column.isEmpty() && column.floatCount() == grid.count()) {
        limits.hold(grid.count());
        limits.holdBytes(SERIES_BYTES);
        double[] values = Arrays.copyOf(column.values, grid.count());
        series.add(new QueryValue.Series(labels.get(i), allTimesMs, values));
      } else if (!column.isEmpty()) {
        long samples = column.sampleCount();
        limits.holdBytes(SERIES_BYTES);
        series.add(compact(labels.get(i), column, grid));
        column.dropHistograms();
        limits.hold(samples);
      }
    }
    return new QueryValue.Matrix(series);
  }

  /** The times that all series share which have a value at each step. */
  private static long[] timesMs(StepGrid grid) {
    long[] timesMs = new long[grid.count()];
    for (int step = 0; step < timesMs.length; step++) {
      timesMs[step] = grid.timeMs(step);
    }
    return timesMs;
  }

  private static QueryValue.Series compact(Labels labels, Column column, StepGrid grid) {
    int count = column.floatCount();
    long[] timesMs = new long[count];
    double[] values = new double[count];
    int n = 0;
    for (int step = 0; step < grid.count(); step++) {
      if (column.has(step)) {
        timesMs[n] = grid.timeMs(step);
        values[n++] = column.values[step];
      }
    }
    if (!column.hasHistograms()) {
      return new QueryValue.Series(labels, timesMs, values);
    }
    Samples histograms = new Samples();
    for (int step = 0; step < grid.count(); step++) {
      FloatHistogram histogram = column.histogram(step);
      if (histogram != null) {
        histograms.addHistogram(grid.timeMs(step), histogram);
      }
    }
    return new QueryValue.Series(
        labels,
        timesMs,
        values,
        Arrays.copyOf(histograms.histogramTimesMs, histograms.histogramCount),
        Arrays.copyOf(histograms.histograms, histograms.histogramCount));
  }

  /** A range vector at one time: the samples themselves, not sorted. */
  QueryValue samples(RangeVector vector) {
    List<Labels> labels = vector.series();
    List<QueryValue.Series> series = new ArrayList<>();
    Windows windows = vector.windows();
    for (int i = 0; i < labels.size(); i++) {
      Samples samples = vector.load(i);
      long count = windows.locate(samples);
      if (count > 0) {
        limits.hold(count);
        limits.holdBytes(SERIES_BYTES);
        if (vector.isStored()) {
          tally.add(windows, true);
          limits.countSamples(count);
        }
        int from = windows.from(0);
        int to = windows.to(0);
        int histogramFrom = windows.histogramFrom(0);
        int histogramTo = windows.histogramTo(0);
        series.add(
            new QueryValue.Series(
                labels.get(i),
                Arrays.copyOfRange(samples.timesMs, from, to),
                Arrays.copyOfRange(samples.values, from, to),
                Arrays.copyOfRange(samples.histogramTimesMs, histogramFrom, histogramTo),
                Arrays.copyOfRange(samples.histograms, histogramFrom, histogramTo)));
      }
    }
    return new QueryValue.Matrix(series);
  }
}

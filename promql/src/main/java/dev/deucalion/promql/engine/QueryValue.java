package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a query, by type. */
public sealed interface QueryValue {
  /** A number at a time. */
  record Scalar(long timeMs, double value) implements QueryValue {}

  /** A string at a time. */
  record Str(long timeMs, String value) implements QueryValue {}

  /** One sample a series, in the order of the answer. */
  record Vector(List<Sample> samples) implements QueryValue {
    /** Copies the list. */
    public Vector {
      samples = List.copyOf(samples);
    }
  }

  /** Samples of series; for a range query sorted by labels. */
  record Matrix(List<Series> series) implements QueryValue {
    /** Copies the list. */
    public Matrix {
      series = List.copyOf(series);
    }
  }

  /**
   * One sample of one series.
   *
   * @param value its value where it is a float
   * @param histogram null where it is a float
   */
  record Sample(Labels labels, long timeMs, double value, @Nullable FloatHistogram histogram) {
    /** A float. */
    public Sample(Labels labels, long timeMs, double value) {
      this(labels, timeMs, value, null);
    }
  }

  /**
   * Samples of one series as arrays that nobody writes to any more: floats, oldest first, and
   * beside them histograms, oldest first.
   *
   * @param timesMs of the floats, as many as {@code values}
   * @param histogramTimesMs of the histograms, as many as {@code histograms}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Series(
      Labels labels,
      long[] timesMs,
      double[] values,
      long[] histogramTimesMs,
      FloatHistogram[] histograms) {
    /** Floats only. */
    public Series(Labels labels, long[] timesMs, double[] values) {
      this(labels, timesMs, values, new long[0], new FloatHistogram[0]);
    }
  }
}

package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.Labels;
import java.util.List;

/** The value of a query, by type. */
public sealed interface QueryValue {
  /** A number at a time. */
  record Scalar(long timeMs, double value) implements QueryValue {}

  /** A string at a time. */
  record Str(long timeMs, String value) implements QueryValue {}

  /** One sample a series, in the order of the answer. */
  record Vector(List<Sample> samples) implements QueryValue {
    public Vector {
      samples = List.copyOf(samples);
    }
  }

  /** Samples of series; for a range query sorted by labels. */
  record Matrix(List<Series> series) implements QueryValue {
    public Matrix {
      series = List.copyOf(series);
    }
  }

  /** One sample of one series. */
  record Sample(Labels labels, long timeMs, double value) {}

  /**
   * Samples of one series, oldest first, as arrays of the same length that nobody writes to any
   * more.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Series(Labels labels, long[] timesMs, double[] values) {}
}

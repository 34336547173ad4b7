package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.exec.QueryLimits;
import dev.deucalion.promql.kernel.HistogramWeight;
import org.jspecify.annotations.Nullable;

/** About how much memory answers take. */
final class AnswerSize {
  /** Of a series or a sample without its labels and numbers. */
  private static final int OBJECT_BYTES = 80;

  private AnswerSize() {}

  static long bytes(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar _ -> OBJECT_BYTES;
      case QueryValue.Str str -> OBJECT_BYTES + str.value().length();
      case QueryValue.Vector vector -> ofVector(vector);
      case QueryValue.Matrix matrix -> ofMatrix(matrix);
    };
  }

  private static long ofVector(QueryValue.Vector vector) {
    long bytes = 0;
    for (QueryValue.Sample sample : vector.samples()) {
      bytes += ofSeries(sample.labels(), 1) + ofHistogram(sample.histogram());
    }
    return bytes;
  }

  private static long ofMatrix(QueryValue.Matrix matrix) {
    long bytes = 0;
    for (QueryValue.Series series : matrix.series()) {
      bytes += ofSeries(series.labels(), series.timesMs().length);
      for (FloatHistogram histogram : series.histograms()) {
        bytes += ofHistogram(histogram);
      }
    }
    return bytes;
  }

  private static long ofHistogram(@Nullable FloatHistogram histogram) {
    return histogram == null ? 0 : QueryLimits.SAMPLE_BYTES + HistogramWeight.bytes(histogram);
  }

  private static long ofSeries(Labels labels, long samples) {
    return OBJECT_BYTES + labels.heapBytes() + samples * QueryLimits.SAMPLE_BYTES;
  }
}

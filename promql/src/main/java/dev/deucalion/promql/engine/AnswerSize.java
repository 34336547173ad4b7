package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.exec.QueryLimits;
import dev.deucalion.promql.kernel.HistogramWeight;
import java.util.Arrays;
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
      case QueryValue.Vector vector ->
          vector.samples().stream()
              .mapToLong(sample -> ofSeries(sample.labels(), 1) + ofHistogram(sample.histogram()))
              .sum();
      case QueryValue.Matrix matrix ->
          matrix.series().stream()
              .mapToLong(series ->
                  ofSeries(series.labels(), series.timesMs().length)
                      + Arrays.stream(series.histograms()).mapToLong(AnswerSize::ofHistogram).sum())
              .sum();
    };
  }

  private static long ofHistogram(@Nullable FloatHistogram histogram) {
    return histogram == null ? 0 : QueryLimits.SAMPLE_BYTES + HistogramWeight.bytes(histogram);
  }

  private static long ofSeries(Labels labels, long samples) {
    return OBJECT_BYTES + labels.heapBytes() + samples * QueryLimits.SAMPLE_BYTES;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.HistogramScaling;
import dev.deucalion.promql.histogram.HistogramVariance;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Work;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The functions that make a number of each native histogram, by name, and negation. */
final class NativeFunctions {
  private static final Map<String, ToDoubleFunction<FloatHistogram>> FUNCTIONS =
      Map.of(
          "histogram_count", FloatHistogram::count,
          "histogram_sum", FloatHistogram::sum,
          "histogram_avg", h -> h.sum() / h.count(),
          "histogram_stdvar", HistogramVariance::of,
          "histogram_stddev", h -> Math.sqrt(HistogramVariance.of(h)));

  private NativeFunctions() {}

  /** The function of a column that has such a name; it takes floats away. */
  static ElementwiseOperator.ColumnFunction of(QueryLimits limits, String name) {
    ToDoubleFunction<FloatHistogram> function = Objects.requireNonNull(FUNCTIONS.get(name));
    return column -> apply(function, column, new Work(limits::checkpoint));
  }

  private static void apply(ToDoubleFunction<FloatHistogram> function, Column column, Work work) {
    for (int w = 0; w < column.present.length; w++) {
      long histograms = column.histogramWord(w);
      for (long bits = histograms; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        FloatHistogram histogram = column.histogram(step);
        if (histogram != null) {
          work.add(HistogramWeight.inSamples(histogram));
          column.values[step] = function.applyAsDouble(histogram);
        }
      }
      column.present[w] = histograms;
    }
    column.dropHistograms();
  }

  /** Changes the sign of floats and histograms. */
  static ElementwiseOperator.ColumnFunction negation(QueryLimits limits) {
    return column -> negate(column, new Work(limits::checkpoint));
  }

  private static void negate(Column column, Work work) {
    for (int step = 0; step < column.steps(); ) {
      int end = work.strideEnd(step, column.steps());
      for (; step < end; step++) {
        column.values[step] = -column.values[step];
      }
    }
    column.replaceHistograms(histogram -> {
      work.add(HistogramWeight.inSamples(histogram));
      return HistogramScaling.multiply(histogram, -1);
    });
  }
}

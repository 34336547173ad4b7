package dev.deucalion.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of {@link NaiveEngine}, by the formulas of textbooks: they round otherwise than
 * those of the engine.
 *
 * @param startMs start of the window
 * @param endMs end of the window
 * @param timeMs when the query is evaluated
 * @param numbers the function's scalars
 */
@SuppressWarnings("ArrayRecordComponent")
record NaiveOverTime(long startMs, long endMs, long timeMs, double[] numbers) {
  boolean knows(String name) {
    return switch (name) {
      case "quantile_over_time",
          "mad_over_time",
          "stddev_over_time",
          "stdvar_over_time",
          "ts_of_min_over_time",
          "ts_of_max_over_time",
          "deriv",
          "predict_linear",
          "double_exponential_smoothing" ->
          true;
      default -> false;
    };
  }

  /**
   * Folds a window.
   *
   * @param samples time and value of each float; there is at least one
   */
  @Nullable Double fold(String name, List<double[]> samples) {
    List<Double> values = samples.stream().map(s -> s[1]).toList();
    return switch (name) {
      case "quantile_over_time" -> quantile(numbers[0], values);
      case "mad_over_time" -> deviation(values);
      case "stddev_over_time" -> Math.sqrt(variance(values));
      case "stdvar_over_time" -> variance(values);
      case "ts_of_min_over_time" -> timeOfBest(samples, -1);
      case "ts_of_max_over_time" -> timeOfBest(samples, 1);
      case "deriv" -> samples.size() < 2 ? null : line(samples, samples.getFirst()[0])[0];
      case "predict_linear" -> {
        double[] line = line(samples, (double) timeMs);
        yield samples.size() < 2 ? null : line[0] * numbers[0] + line[1];
      }
      case "double_exponential_smoothing" -> samples.size() < 2 ? null : smoothed(values);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** NaN counts as less than any number. */
  static double quantile(double phi, List<Double> values) {
    if (Double.isNaN(phi)) {
      return Double.NaN;
    }
    if (phi < 0 || phi > 1) {
      return phi < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort((a, b) ->
        Double.isNaN(a) || Double.isNaN(b)
            ? Boolean.compare(Double.isNaN(b), Double.isNaN(a))
            : Double.compare(a, b));
    double rank = phi * (sorted.size() - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.size() - 1);
    double weight = rank - below;
    return sorted.get(below) * (1 - weight) + sorted.get(above) * weight;
  }

  private static double deviation(List<Double> values) {
    if (values.stream().anyMatch(v -> v.isNaN())) {
      return Double.NaN;
    }
    double median = quantile(0.5, values);
    return quantile(0.5, values.stream().map(v -> Math.abs(v - median)).toList());
  }

  static double variance(List<Double> values) {
    if (values.stream().anyMatch(v -> v.isInfinite())) {
      throw new NaiveEngine.LeftOpen();
    }
    double mean = values.stream().mapToDouble(v -> v).sum() / values.size();
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / values.size();
  }

  private static double timeOfBest(List<double[]> samples, int sign) {
    double[] best = samples.getFirst();
    for (double[] sample : samples) {
      if (Double.isNaN(best[1]) || sign * sample[1] >= sign * best[1]) {
        best = sample;
      }
    }
    return best[0] / 1000;
  }

  /** Slope, and value at a time. */
  private static double[] line(List<double[]> samples, double zeroMs) {
    if (samples.stream().anyMatch(s -> Double.isInfinite(s[1]))) {
      throw new NaiveEngine.LeftOpen();
    }
    double first = samples.getFirst()[1];
    if (samples.stream().allMatch(s -> s[1] == first)) {
      boolean infinite = Double.isInfinite(first);
      return new double[] {infinite ? Double.NaN : 0, infinite ? Double.NaN : first};
    }
    double meanX = 0;
    double meanY = 0;
    for (double[] sample : samples) {
      meanX += (sample[0] - zeroMs) / 1000 / samples.size();
      meanY += sample[1] / samples.size();
    }
    double together = 0;
    double square = 0;
    for (double[] sample : samples) {
      double x = (sample[0] - zeroMs) / 1000 - meanX;
      together += x * (sample[1] - meanY);
      square += x * x;
    }
    double slope = together / square;
    return new double[] {slope, meanY - slope * meanX};
  }

  private double smoothed(List<Double> values) {
    double level = values.getFirst();
    double trend = values.get(1) - values.getFirst();
    for (int i = 1; i < values.size(); i++) {
      double next = numbers[0] * values.get(i) + (1 - numbers[0]) * (level + trend);
      trend = numbers[1] * (next - level) + (1 - numbers[1]) * trend;
      level = next;
    }
    return level;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.kernel.ExtendedRateKernel;
import dev.deucalion.promql.kernel.InstantRateKernel;
import dev.deucalion.promql.kernel.OverTime;
import dev.deucalion.promql.kernel.Quantiles;
import dev.deucalion.promql.kernel.RateKernel;
import dev.deucalion.promql.kernel.RateKind;
import dev.deucalion.promql.kernel.Regression;
import dev.deucalion.promql.kernel.SlidingCount;
import dev.deucalion.promql.kernel.SlidingExtreme;
import dev.deucalion.promql.kernel.SlidingQuantile;
import dev.deucalion.promql.kernel.Smoothing;
import dev.deucalion.promql.kernel.WindowKernel;
import dev.deucalion.promql.number.GoFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of a range vector, by name: which kernel folds their windows. */
final class WindowFunctions {
  /** Functions that stand for a sample of the series, so that its name stays right. */
  private static final Set<String> KEEP_NAME = Set.of("first_over_time", "last_over_time");

  /**
   * Makes a kernel.
   *
   * @see #find
   */
  @FunctionalInterface
  interface Factory {
    /**
     * @param scalars values of the scalar arguments for each step, in their order
     */
    WindowKernel create(List<double[]> scalars);
  }

  /** Functions to which it matters since when a counter has counted. */
  private static final Set<String> READ_STARTS = Set.of("rate", "increase", "irate", "resets");

  private WindowFunctions() {}

  /**
   * How to make the kernel of a function, or null where there is no such function, or none for such
   * selectors.
   */
  static @Nullable Factory find(String name, RangeMode mode) {
    return switch (mode) {
      case PLAIN -> plain(name);
      case ANCHORED -> anchored(name);
      case SMOOTHED -> smoothed(name);
    };
  }

  /** No table: the JVM makes a way to each kernel when a query first asks for it. */
  private static @Nullable Factory plain(String name) {
    return switch (name) {
      case "rate" -> s -> RateKernel.rate();
      case "increase" -> s -> RateKernel.increase();
      case "delta" -> s -> RateKernel.delta();
      case "irate" -> s -> InstantRateKernel.irate();
      case "idelta" -> s -> InstantRateKernel.idelta();
      case "deriv" -> s -> Regression.deriv();
      case "predict_linear" -> s -> Regression.predictLinear(s.getFirst());
      case "resets" -> s -> SlidingCount.resets();
      case "changes" -> s -> SlidingCount.changes();
      case "avg_over_time" -> ofValues(OverTime::avg);
      case "min_over_time" -> s -> SlidingExtreme.min();
      case "max_over_time" -> s -> SlidingExtreme.max();
      case "sum_over_time" -> ofValues(OverTime::sum);
      case "count_over_time" -> ofValues((values, from, to, work) -> to - from);
      case "stddev_over_time" -> ofValues(OverTime::stddev);
      case "stdvar_over_time" -> ofValues(OverTime::variance);
      case "first_over_time" -> ofValues((values, from, to, work) -> values[from]);
      case "last_over_time" -> ofValues((values, from, to, work) -> values[to - 1]);
      case "present_over_time", "absent_over_time" -> ofValues((values, from, to, work) -> 1);
      case "quantile_over_time" -> s -> new SlidingQuantile(s.getFirst());
      case "mad_over_time" -> s -> WindowKernel.ofValues(new Quantiles()::medianAbsoluteDeviation);
      case "double_exponential_smoothing" -> s -> doubleSmoothing(s.getFirst(), s.get(1));
      case "ts_of_first_over_time" ->
          ofSamples((times, values, from, to, work) -> times[from] / 1000.0);
      case "ts_of_last_over_time" ->
          ofSamples((times, values, from, to, work) -> times[to - 1] / 1000.0);
      case "ts_of_min_over_time" -> s -> SlidingExtreme.timeOfMin();
      case "ts_of_max_over_time" -> s -> SlidingExtreme.timeOfMax();
      default -> null;
    };
  }

  private static @Nullable Factory anchored(String name) {
    return switch (name) {
      case "rate" -> s -> ExtendedRateKernel.anchored(RateKind.RATE);
      case "increase" -> s -> ExtendedRateKernel.anchored(RateKind.INCREASE);
      case "delta" -> s -> ExtendedRateKernel.anchored(RateKind.DELTA);
      case "resets" -> s -> SlidingCount.anchoredResets();
      case "changes" -> s -> SlidingCount.anchoredChanges();
      default -> null;
    };
  }

  private static @Nullable Factory smoothed(String name) {
    return switch (name) {
      case "rate" -> s -> ExtendedRateKernel.smoothed(RateKind.RATE);
      case "increase" -> s -> ExtendedRateKernel.smoothed(RateKind.INCREASE);
      case "delta" -> s -> ExtendedRateKernel.smoothed(RateKind.DELTA);
      default -> null;
    };
  }

  /** The functions that take selectors with such a modifier, sorted. */
  static List<String> names(RangeMode mode) {
    return switch (mode) {
      case PLAIN -> throw new IllegalArgumentException("no modifier");
      case ANCHORED -> List.of("changes", "delta", "increase", "rate", "resets");
      case SMOOTHED -> List.of("delta", "increase", "rate");
    };
  }

  static boolean keepsName(String name) {
    return KEEP_NAME.contains(name);
  }

  /** Whether the function goes by start timestamps, where those are to be used. */
  static boolean readsStarts(String name) {
    return READ_STARTS.contains(name);
  }

  private static Factory ofValues(WindowKernel.ValuesFold fold) {
    return s -> WindowKernel.ofValues(fold);
  }

  private static Factory ofSamples(WindowKernel.SamplesFold fold) {
    return s -> WindowKernel.ofSamples(fold);
  }

  private static WindowKernel doubleSmoothing(double[] smoothing, double[] trend) {
    return (samples, windows, out) -> {
      for (int step = 0; step < windows.steps(); step++) {
        windows.work().add(1);
        int from = windows.from(step);
        int to = windows.to(step);
        if (from == to) {
          continue;
        }
        requireFactor("smoothing", "sf", smoothing[step]);
        requireFactor("trend", "tf", trend[step]);
        if (to - from >= 2) {
          out.set(
              step,
              Smoothing.smooth(
                  samples.values, from, to, smoothing[step], trend[step], windows.work()));
        }
      }
    };
  }

  private static void requireFactor(String what, String symbol, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw QueryContext.failure(
          "invalid %s factor. Expected: 0 < %s < 1, got: %s"
              .formatted(what, symbol, GoFormat.sixDecimals(factor)));
    }
  }
}

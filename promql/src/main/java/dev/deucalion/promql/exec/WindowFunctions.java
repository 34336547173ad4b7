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
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private static final Map<String, Factory> BY_NAME =
      Map.ofEntries(
          Map.entry("rate", s -> RateKernel.rate()),
          Map.entry("increase", s -> RateKernel.increase()),
          Map.entry("delta", s -> RateKernel.delta()),
          Map.entry("irate", s -> InstantRateKernel.irate()),
          Map.entry("idelta", s -> InstantRateKernel.idelta()),
          Map.entry("deriv", s -> Regression.deriv()),
          Map.entry("predict_linear", s -> Regression.predictLinear(s.getFirst())),
          Map.entry("resets", s -> SlidingCount.resets()),
          Map.entry("changes", s -> SlidingCount.changes()),
          ofValues("avg_over_time", OverTime::avg),
          Map.entry("min_over_time", s -> SlidingExtreme.min()),
          Map.entry("max_over_time", s -> SlidingExtreme.max()),
          ofValues("sum_over_time", OverTime::sum),
          ofValues("count_over_time", (values, from, to, work) -> to - from),
          ofValues("stddev_over_time", OverTime::stddev),
          ofValues("stdvar_over_time", OverTime::variance),
          ofValues("first_over_time", (values, from, to, work) -> values[from]),
          ofValues("last_over_time", (values, from, to, work) -> values[to - 1]),
          ofValues("present_over_time", (values, from, to, work) -> 1),
          ofValues("absent_over_time", (values, from, to, work) -> 1),
          Map.entry("quantile_over_time", s -> new SlidingQuantile(s.getFirst())),
          Map.entry(
              "mad_over_time",
              s -> WindowKernel.ofValues(new Quantiles()::medianAbsoluteDeviation)),
          Map.entry("double_exponential_smoothing", s -> doubleSmoothing(s.getFirst(), s.get(1))),
          ofSamples(
              "ts_of_first_over_time", (times, values, from, to, work) -> times[from] / 1000.0),
          ofSamples(
              "ts_of_last_over_time", (times, values, from, to, work) -> times[to - 1] / 1000.0),
          Map.entry("ts_of_min_over_time", s -> SlidingExtreme.timeOfMin()),
          Map.entry("ts_of_max_over_time", s -> SlidingExtreme.timeOfMax()));

  /** As {@link #BY_NAME}, for {@code anchored} selectors, in the order of names. */
  private static final SortedMap<String, Factory> ANCHORED =
      new TreeMap<>(
          Map.of(
              "rate", s -> ExtendedRateKernel.anchored(RateKind.RATE),
              "increase", s -> ExtendedRateKernel.anchored(RateKind.INCREASE),
              "delta", s -> ExtendedRateKernel.anchored(RateKind.DELTA),
              "resets", s -> SlidingCount.anchoredResets(),
              "changes", s -> SlidingCount.anchoredChanges()));

  /** As {@link #BY_NAME}, for {@code smoothed} selectors, in the order of names. */
  private static final SortedMap<String, Factory> SMOOTHED =
      new TreeMap<>(
          Map.of(
              "rate", s -> ExtendedRateKernel.smoothed(RateKind.RATE),
              "increase", s -> ExtendedRateKernel.smoothed(RateKind.INCREASE),
              "delta", s -> ExtendedRateKernel.smoothed(RateKind.DELTA)));

  /** Functions to which it matters since when a counter has counted. */
  private static final Set<String> READ_STARTS = Set.of("rate", "increase", "irate", "resets");

  private WindowFunctions() {}

  private static Map<String, Factory> functions(RangeMode mode) {
    return switch (mode) {
      case PLAIN -> BY_NAME;
      case ANCHORED -> ANCHORED;
      case SMOOTHED -> SMOOTHED;
    };
  }

  /**
   * How to make the kernel of a function, or null where there is no such function, or none for such
   * selectors.
   */
  static @Nullable Factory find(String name, RangeMode mode) {
    return functions(mode).get(name);
  }

  /** The functions that take such selectors; sorted unless they are plain. */
  static Set<String> names(RangeMode mode) {
    return functions(mode).keySet();
  }

  static boolean keepsName(String name) {
    return KEEP_NAME.contains(name);
  }

  /** Whether the function goes by start timestamps, where those are to be used. */
  static boolean readsStarts(String name) {
    return READ_STARTS.contains(name);
  }

  private static Map.Entry<String, Factory> ofValues(String name, WindowKernel.ValuesFold fold) {
    return Map.entry(name, s -> WindowKernel.ofValues(fold));
  }

  private static Map.Entry<String, Factory> ofSamples(String name, WindowKernel.SamplesFold fold) {
    return Map.entry(name, s -> WindowKernel.ofSamples(fold));
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

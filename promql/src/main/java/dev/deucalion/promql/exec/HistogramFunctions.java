package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.kernel.RateKind;
import dev.deucalion.promql.window.CountedHistograms;
import dev.deucalion.promql.window.EdgeSamples;
import dev.deucalion.promql.window.HistogramRates;
import dev.deucalion.promql.window.HistogramSums;
import dev.deucalion.promql.window.HistogramWindows;
import dev.deucalion.promql.window.IgnoredHistograms;
import dev.deucalion.promql.window.InstantHistogramRate;
import dev.deucalion.promql.window.MixedSteps;
import dev.deucalion.promql.window.SmoothedHistograms;

/** What the functions of a range vector do with windows that have histograms, by name. */
final class HistogramFunctions {
  /** For {@code smoothed} selectors of instant vectors. */
  static final HistogramWindows SMOOTHED = SmoothedHistograms.windows();

  private HistogramFunctions() {}

  /** Functions that have no histograms of their own are functions of floats. */
  static HistogramWindows find(String name, RangeMode mode) {
    return switch (mode) {
      case PLAIN -> plain(name);
      case ANCHORED -> anchored(name);
      case SMOOTHED -> smoothed(name);
    };
  }

  private static HistogramWindows plain(String name) {
    return switch (name) {
      case "rate" -> HistogramRates.of(RateKind.RATE);
      case "increase" -> HistogramRates.of(RateKind.INCREASE);
      case "delta" -> HistogramRates.of(RateKind.DELTA);
      case "irate" -> InstantHistogramRate.IRATE;
      case "idelta" -> InstantHistogramRate.IDELTA;
      case "sum_over_time" -> HistogramSums.sum();
      case "avg_over_time" -> HistogramSums.mean();
      case "resets" -> MixedSteps.of(MixedSteps.Kind.RESET);
      case "changes" -> MixedSteps.of(MixedSteps.Kind.CHANGE);
      case "count_over_time" -> CountedHistograms.COUNT;
      case "present_over_time", "absent_over_time" -> CountedHistograms.PRESENT;
      case "first_over_time" -> EdgeSamples.FIRST;
      case "last_over_time" -> EdgeSamples.LAST;
      case "ts_of_first_over_time" -> EdgeSamples.TIME_OF_FIRST;
      case "ts_of_last_over_time" -> EdgeSamples.TIME_OF_LAST;
      default -> IgnoredHistograms.INSTANCE;
    };
  }

  private static HistogramWindows anchored(String name) {
    return switch (name) {
      case "rate" -> HistogramRates.anchored(RateKind.RATE);
      case "increase" -> HistogramRates.anchored(RateKind.INCREASE);
      case "delta" -> HistogramRates.anchored(RateKind.DELTA);
      case "resets" -> MixedSteps.anchored(MixedSteps.Kind.RESET);
      case "changes" -> MixedSteps.anchored(MixedSteps.Kind.CHANGE);
      default -> IgnoredHistograms.INSTANCE;
    };
  }

  private static HistogramWindows smoothed(String name) {
    return switch (name) {
      case "rate" -> HistogramRates.smoothed(RateKind.RATE);
      case "increase" -> HistogramRates.smoothed(RateKind.INCREASE);
      case "delta" -> HistogramRates.smoothed(RateKind.DELTA);
      default -> IgnoredHistograms.INSTANCE;
    };
  }
}

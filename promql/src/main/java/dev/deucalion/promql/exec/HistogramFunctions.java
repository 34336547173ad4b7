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
import java.util.Map;

/** What the functions of a range vector do with windows that have histograms, by name. */
final class HistogramFunctions {
  private static final Map<String, HistogramWindows> PLAIN =
      Map.ofEntries(
          Map.entry("rate", HistogramRates.of(RateKind.RATE)),
          Map.entry("increase", HistogramRates.of(RateKind.INCREASE)),
          Map.entry("delta", HistogramRates.of(RateKind.DELTA)),
          Map.entry("irate", InstantHistogramRate.IRATE),
          Map.entry("idelta", InstantHistogramRate.IDELTA),
          Map.entry("sum_over_time", HistogramSums.sum()),
          Map.entry("avg_over_time", HistogramSums.mean()),
          Map.entry("resets", MixedSteps.of(MixedSteps.Kind.RESET)),
          Map.entry("changes", MixedSteps.of(MixedSteps.Kind.CHANGE)),
          Map.entry("count_over_time", CountedHistograms.COUNT),
          Map.entry("present_over_time", CountedHistograms.PRESENT),
          Map.entry("absent_over_time", CountedHistograms.PRESENT),
          Map.entry("first_over_time", EdgeSamples.FIRST),
          Map.entry("last_over_time", EdgeSamples.LAST),
          Map.entry("ts_of_first_over_time", EdgeSamples.TIME_OF_FIRST),
          Map.entry("ts_of_last_over_time", EdgeSamples.TIME_OF_LAST));

  private static final Map<String, HistogramWindows> ANCHORED =
      Map.of(
          "rate", HistogramRates.anchored(RateKind.RATE),
          "increase", HistogramRates.anchored(RateKind.INCREASE),
          "delta", HistogramRates.anchored(RateKind.DELTA),
          "resets", MixedSteps.anchored(MixedSteps.Kind.RESET),
          "changes", MixedSteps.anchored(MixedSteps.Kind.CHANGE));

  private static final Map<String, HistogramWindows> SMOOTHED_BY_NAME =
      Map.of(
          "rate", HistogramRates.smoothed(RateKind.RATE),
          "increase", HistogramRates.smoothed(RateKind.INCREASE),
          "delta", HistogramRates.smoothed(RateKind.DELTA));

  /** For {@code smoothed} selectors of instant vectors. */
  static final HistogramWindows SMOOTHED = SmoothedHistograms.windows();

  private HistogramFunctions() {}

  /** Functions that are not in the tables are functions of floats. */
  static HistogramWindows find(String name, RangeMode mode) {
    Map<String, HistogramWindows> functions =
        switch (mode) {
          case PLAIN -> PLAIN;
          case ANCHORED -> ANCHORED;
          case SMOOTHED -> SMOOTHED_BY_NAME;
        };
    return functions.getOrDefault(name, IgnoredHistograms.INSTANCE);
  }
}

package dev.deucalion.promql.window;

import dev.deucalion.promql.kernel.RateKind;

/** {@code rate}, {@code increase} and {@code delta}, by kind of selector. */
public final class HistogramRates {
  private HistogramRates() {}

  /** Of plain selectors. */
  public static HistogramWindows of(RateKind kind) {
    return new OneKind(
        (samples, windows, notes) -> new HistogramRate(kind, samples, windows, notes));
  }

  /** Of {@code anchored} selectors, over wider windows. */
  public static HistogramWindows anchored(RateKind kind) {
    return new OneKind((samples, windows, notes) ->
        new ExtendedHistogramRate(kind, false, samples, windows, notes));
  }

  /** Of {@code smoothed} selectors, over wider windows. */
  public static HistogramWindows smoothed(RateKind kind) {
    return new OneKind((samples, windows, notes) ->
        new ExtendedHistogramRate(kind, true, samples, windows, notes));
  }
}

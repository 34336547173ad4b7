package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.CounterResetHint;

/** What becomes of the hints when histograms are put together. */
final class ResetHints {
  private ResetHints() {}

  /** A gauge with anything is a gauge; otherwise what is not the same is unknown. */
  static CounterResetHint combined(CounterResetHint a, CounterResetHint b) {
    if (a == b) {
      return a;
    }
    return a == CounterResetHint.GAUGE || b == CounterResetHint.GAUGE
        ? CounterResetHint.GAUGE
        : CounterResetHint.UNKNOWN;
  }

  /** Whether one counter began anew and the other went on. */
  static boolean collide(CounterResetHint a, CounterResetHint b) {
    return a == CounterResetHint.RESET && b == CounterResetHint.NOT_RESET
        || a == CounterResetHint.NOT_RESET && b == CounterResetHint.RESET;
  }
}

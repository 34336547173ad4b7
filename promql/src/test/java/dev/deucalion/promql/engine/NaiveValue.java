package dev.deucalion.promql.engine;

/** What a series has at a time. */
sealed interface NaiveValue permits NaiveValue.Number, NaiveHistogram {
  /** A float. */
  record Number(double value) implements NaiveValue {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** A value and when it was. */
  record Sample(long timeMs, NaiveValue value) {}

  /** The same but for rounding. */
  default boolean isNear(NaiveValue other) {
    return switch (this) {
      case Number(double value) -> other instanceof Number(double o) && near(value, o);
      case NaiveHistogram h -> other instanceof NaiveHistogram o && h.isNearHistogram(o);
    };
  }

  /** Whether two numbers are the same but for rounding. */
  static boolean near(double a, double b) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}

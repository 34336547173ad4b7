package dev.deucalion.promql.kernel;

/** The functions of the difference between the ends of a window. */
public enum RateKind {
  /** Growth of a counter a second. */
  RATE,
  /** Growth of a counter. */
  INCREASE,
  /** Difference of a gauge. */
  DELTA;

  /** Whether values that fall mean that a counter began anew. */
  public boolean isCounter() {
    return this != DELTA;
  }

  /** Whether what comes out is divided by the seconds of the range. */
  public boolean isPerSecond() {
    return this == RATE;
  }
}

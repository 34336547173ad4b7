package dev.deucalion.promql.number;

/**
 * Summation that keeps what rounding loses: Kahan's, with Neumaier's order of the operands.
 *
 * <pre>{@code
 * double next = sum + value;
 * lost = Kahan.lost(sum, value, next, lost);
 * sum = next;
 * }</pre>
 *
 * The result is {@code sum + lost}. Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren
 * zur Summation endlicher Summen", 1974.
 */
public final class Kahan {
  private Kahan() {}

  /** What all additions so far have lost; 0 once the sum is infinite. */
  public static double lost(double sum, double value, double next, double lost) {
    if (next > Double.MAX_VALUE || next < -Double.MAX_VALUE) {
      return 0;
    }
    if (Math.abs(sum) >= Math.abs(value)) {
      return lost + ((sum - next) + value);
    }
    return lost + ((value - next) + sum);
  }
}

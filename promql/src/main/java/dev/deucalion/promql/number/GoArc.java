package dev.deucalion.promql.number;

/**
 * Inverse trigonometric functions with the bits that Go gives: the arctangent by a polynomial of S.
 * L. Moshier's Cephes library, the others by the arctangent.
 */
public final class GoArc {
  private static final double[] NUMERATOR = {
    -8.750608600031904e-1,
    -1.6157537187333652e1,
    -7.500855792314705e1,
    -1.2288666844901361e2,
    -6.485021904942025e1
  };

  private static final double[] DENOMINATOR = {
    1,
    2.4858464901423062e1,
    1.6502700983169885e2,
    4.3288106049129027e2,
    4.853903996359137e2,
    1.945506571482614e2
  };

  /** What π/2 has more than {@link #QUARTER}. */
  private static final double MORE = 6.123233995736766e-17;

  private static final double QUARTER = Math.PI / 2;
  private static final double TAN_3_EIGHTHS = 2.414213562373095;

  private GoArc() {}

  /** Arc sine, in radians. */
  public static double asin(double x) {
    if (x == 0) {
      return x;
    }
    double a = Math.abs(x);
    if (!(a <= 1)) {
      return Double.NaN;
    }
    double other = Math.sqrt(1 - a * a);
    double angle = a > 0.7 ? QUARTER - ofPositive(other / a) : ofPositive(a / other);
    return x < 0 ? -angle : angle;
  }

  /** Arc cosine, in radians. */
  public static double acos(double x) {
    return QUARTER - asin(x);
  }

  /** Arc tangent, in radians. */
  public static double atan(double x) {
    if (x == 0 || Double.isNaN(x)) {
      return x;
    }
    return x > 0 ? ofPositive(x) : -ofPositive(-x);
  }

  /** The angle of the point (x, y), with the sign of y where that is 0 or x infinite. */
  public static double atan2(double y, double x) {
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (y == 0 || x == 0 || Double.isInfinite(x) || Double.isInfinite(y)) {
      return StrictMath.atan2(y, x);
    }
    double angle = atan(y / x);
    if (x < 0) {
      return angle <= 0 ? angle + Math.PI : angle - Math.PI;
    }
    return angle;
  }

  private static double ofPositive(double x) {
    if (x <= 0.66) {
      return ofSmall(x);
    }
    if (x > TAN_3_EIGHTHS) {
      return QUARTER - ofSmall(1 / x) + MORE;
    }
    return Math.PI / 4 + ofSmall((x - 1) / (x + 1)) + 0.5 * MORE;
  }

  private static double ofSmall(double x) {
    double square = x * x;
    double ratio =
        square * GoTrig.polynomial(NUMERATOR, square) / GoTrig.polynomial(DENOMINATOR, square);
    return x * ratio + x;
  }
}

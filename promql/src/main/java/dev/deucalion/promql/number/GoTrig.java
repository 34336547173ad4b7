package dev.deucalion.promql.number;

/**
 * Sine, cosine and tangent with the bits that Go gives: within an eighth of the circle by
 * polynomials of S. L. Moshier's Cephes library.
 */
public final class GoTrig {
  private static final double[] SIN = {
    1.5896230157654656e-10,
    -2.5050747762857807e-8,
    2.7557313621385722e-6,
    -1.984126982958954e-4,
    8.333333333322118e-3,
    -0.1666666666666663
  };

  private static final double[] COS = {
    -1.1358536521387682e-11,
    2.087570084197473e-9,
    -2.755731417929674e-7,
    2.4801587288851704e-5,
    -1.3888888888873056e-3,
    4.1666666666666595e-2
  };

  private static final double[] TAN_NUMERATOR = {
    -1.3093693918138379e4, 1.1535166483858742e6, -1.7956525197648488e7
  };

  private static final double[] TAN_DENOMINATOR = {
    1, 13681.296347069296, -1.3208923444021097e6, 2.500838018233579e7, -5.3869575592945464e7
  };

  private GoTrig() {}

  /** Sine of radians. */
  public static double sin(double x) {
    if (x == 0 || Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x)) {
      return Double.NaN;
    }
    Octant at = Octant.of(Math.abs(x));
    boolean inside = at.number() % 4 == 0;
    double value = inside ? sinOfEighth(at.rest()) : cosOfEighth(at.rest());
    return (x < 0) != at.number() > 3 ? -value : value;
  }

  /** Cosine of radians. */
  public static double cos(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Double.NaN;
    }
    Octant at = Octant.of(Math.abs(x));
    boolean inside = at.number() % 4 == 0;
    double value = inside ? cosOfEighth(at.rest()) : sinOfEighth(at.rest());
    return at.number() == 2 || at.number() == 4 ? -value : value;
  }

  /** Tangent of radians. */
  public static double tan(double x) {
    if (x == 0 || Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x)) {
      return Double.NaN;
    }
    Octant at = Octant.of(Math.abs(x));
    double z = at.rest();
    double square = z * z;
    double value = z;
    if (square > 1e-14) {
      double ratio =
          square * polynomial(TAN_NUMERATOR, square) / polynomial(TAN_DENOMINATOR, square);
      value = z + z * ratio;
    }
    if (at.number() % 4 == 2) {
      value = -1 / value;
    }
    return x < 0 ? -value : value;
  }

  private static double sinOfEighth(double z) {
    double square = z * z;
    return z + z * square * polynomial(SIN, square);
  }

  private static double cosOfEighth(double z) {
    double square = z * z;
    return 1 - 0.5 * square + square * square * polynomial(COS, square);
  }

  /** By falling power. */
  static double polynomial(double[] coefficients, double x) {
    double sum = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}

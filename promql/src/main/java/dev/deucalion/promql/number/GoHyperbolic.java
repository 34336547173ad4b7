package dev.deucalion.promql.number;

/**
 * Hyperbolic functions and their inverses with the bits that Go gives: by the exponential function
 * and the logarithm, near 0 by polynomials.
 */
public final class GoHyperbolic {
  /** Near 0. Source: J. F. Hart and others, "Computer Approximations", 1968, no. 2029. */
  private static final double[] SINH_NUMERATOR = {
    -26.30563213397497, -2894.211355989564, -89912.72022039509, -630767.3640497717
  };

  private static final double[] SINH_DENOMINATOR = {
    1, -173.6789535582337, 15215.17378790019, -630767.3640497717
  };

  /** Near 0. Source: S. L. Moshier's Cephes library. */
  private static final double[] TANH_NUMERATOR = {
    -9.643991794250523e-1, -99.28772310019185, -1.6146876844170845e3
  };

  private static final double[] TANH_DENOMINATOR = {
    1, 1.1281167849163293e2, 2.2354883906010045e3, 4.844063053251255e3
  };

  /** From here on, e^-x is lost beside e^x. */
  private static final double LARGE_EXPONENT = 21;

  /** From half of it on, the tangent is 1. */
  private static final double LARGE_TANGENT = 8.802969193111305e1;

  /** Beyond this, x² + 1 rounds to x². */
  private static final double LARGE = 1L << 28;

  private static final double LN2 = 0.6931471805599453;

  private GoHyperbolic() {}

  /** Hyperbolic sine. */
  public static double sinh(double x) {
    // Not the absolute value: minus zero stays.
    double a = x < 0 ? -x : x;
    double value;
    if (a > LARGE_EXPONENT) {
      value = GoExp.exp(a) * 0.5;
    } else if (a > 0.5) {
      double power = GoExp.exp(a);
      value = (power - 1 / power) * 0.5;
    } else {
      double square = a * a;
      value =
          GoTrig.polynomial(SINH_NUMERATOR, square)
              * a
              / GoTrig.polynomial(SINH_DENOMINATOR, square);
    }
    return x < 0 ? -value : value;
  }

  /** Hyperbolic cosine. */
  public static double cosh(double x) {
    double a = Math.abs(x);
    double power = GoExp.exp(a);
    return a > LARGE_EXPONENT ? power * 0.5 : (power + 1 / power) * 0.5;
  }

  /** Hyperbolic tangent. */
  public static double tanh(double x) {
    double a = Math.abs(x);
    if (a > 0.5 * LARGE_TANGENT) {
      return x < 0 ? -1 : 1;
    }
    if (a >= 0.625) {
      double value = 1 - 2 / (GoExp.exp(2 * a) + 1);
      return x < 0 ? -value : value;
    }
    if (x == 0 || Double.isNaN(x)) {
      return x;
    }
    double square = x * x;
    return x
        + x
            * square
            * GoTrig.polynomial(TANH_NUMERATOR, square)
            / GoTrig.polynomial(TANH_DENOMINATOR, square);
  }

  /** Inverse of the hyperbolic sine. */
  public static double asinh(double x) {
    double a = Math.abs(x);
    double result;
    if (!(a >= 1 / LARGE) || Double.isInfinite(a)) {
      return x;
    } else if (a > LARGE) {
      result = GoLog.log(a) + LN2;
    } else if (a > 2) {
      result = GoLog.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
    } else {
      result = StrictMath.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    }
    return Math.copySign(result, x);
  }

  /** Inverse of the hyperbolic cosine; NaN below 1. */
  public static double acosh(double x) {
    if (!(x >= 1)) {
      return Double.NaN;
    }
    if (x == 1) {
      return 0;
    }
    if (x >= LARGE) {
      return GoLog.log(x) + LN2;
    }
    if (x > 2) {
      return GoLog.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double t = x - 1;
    return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
  }

  /** Inverse of the hyperbolic tangent; NaN beyond 1 on either side. */
  public static double atanh(double x) {
    double a = Math.abs(x);
    if (!(a <= 1)) {
      return Double.NaN;
    }
    if (a < 1 / LARGE) {
      return x;
    }
    double result;
    if (a == 1) {
      result = Double.POSITIVE_INFINITY;
    } else if (a < 0.5) {
      double twice = a + a;
      result = 0.5 * StrictMath.log1p(twice + twice * a / (1 - a));
    } else {
      result = 0.5 * StrictMath.log1p((a + a) / (1 - a));
    }
    return Math.copySign(result, x);
  }
}

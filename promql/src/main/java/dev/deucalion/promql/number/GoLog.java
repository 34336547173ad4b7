package dev.deucalion.promql.number;

/** Logarithms with the bits that Go gives. */
public final class GoLog {
  private static final double HALF_SQRT2 = 0.7071067811865476;
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877e-10;

  /** 1 / ln 2. */
  private static final double LOG2_E = 1.4426950408889634;

  /** 1 / ln 10. */
  private static final double LOG10_E = 0.4342944819032518;

  /** Of odd and even powers of s², by falling power. */
  private static final double[] ODD = {
    0.14798198605116586, 0.1818357216161805, 0.2857142874366239, 0.6666666666666735
  };

  private static final double[] EVEN = {
    0.15313837699209373, 0.22222198432149784, 0.3999999999940942
  };

  private GoLog() {}

  /**
   * The natural logarithm: that of the exponent, and of 1 + f by a series in s = f / (2 + f).
   * Source: FreeBSD's {@code e_log.c}.
   */
  public static double log(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
    }
    int exponent = exponent(x);
    double fraction = fraction(x);
    if (fraction <= HALF_SQRT2) {
      fraction *= 2;
      exponent--;
    }
    double f = fraction - 1;
    double s = f / (2 + f);
    double square = s * s;
    double fourth = square * square;
    double rest = square * polynomial(ODD, fourth) + fourth * polynomial(EVEN, fourth);
    double half = 0.5 * f * f;
    return exponent * LN2_HIGH - ((half - (s * (half + rest) + exponent * LN2_LOW)) - f);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      sum = coefficients[i] + x * sum;
    }
    return sum;
  }

  /** Logarithm to base 2. */
  public static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return log(x);
    }
    double fraction = fraction(x);
    return fraction == 0.5 ? exponent(x) - 1 : log(fraction) * LOG2_E + exponent(x);
  }

  /** Logarithm to base 10. */
  public static double log10(double x) {
    return log(x) * LOG10_E;
  }

  /** The number, which is finite and not 0, without its exponent: at least 0.5 and less than 1. */
  static double fraction(double x) {
    double normal = Math.abs(x) < Double.MIN_NORMAL ? x * 0x1p52 : x;
    return Math.scalb(normal, -1 - Math.getExponent(normal));
  }

  /** The power of two that {@link #fraction} is to be multiplied by. */
  static int exponent(double x) {
    return Math.abs(x) < Double.MIN_NORMAL
        ? Math.getExponent(x * 0x1p52) - 51
        : Math.getExponent(x) + 1;
  }
}

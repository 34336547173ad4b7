package dev.deucalion.promql.number;

/**
 * Exponential functions with the bits that Go gives on amd64 processors with fused multiply-add.
 */
public final class GoExp {
  /** Above this, the power is infinite. */
  private static final double LARGEST = 709.782712893384;

  /** Below this, powers of two are 0. */
  private static final int LEAST_EXPONENT = Double.MIN_EXPONENT - 53;

  private static final double LOG2_E = 1.4426950408889634;

  /** The first half of the bits of ln 2, and what is left of it. */
  private static final double LN2_UPPER = 0.693147180559663;

  private static final double LN2_LOWER = 2.8235290563031577e-13;

  /** 1/8!, 1/7! and so on to 1/1!. */
  private static final double[] TAYLOR = {
    2.48015873015873e-5,
    1.984126984126984e-4,
    1.388888888888889e-3,
    8.333333333333333e-3,
    4.1666666666666664e-2,
    1.6666666666666666e-1,
    0.5,
    1
  };

  /** The first 33 bits of ln 2, and what is left of it. */
  private static final double LN2_HIGH = 0.6931471803691238;

  private static final double LN2_LOW = 1.9082149292705877e-10;

  /** Coefficients for the remainder of e^r, by falling power of r². */
  private static final double[] REMAINDER = {
    4.1381367970572385e-8,
    -1.6533902205465252e-6,
    6.613756321437934e-5,
    -0.0027777777777015593,
    0.16666666666666602
  };

  private GoExp() {}

  /**
   * e to a power: the series of e^r - 1 for a sixteenth of the remainder, squared four times.
   * Source: N. Shibata, "Efficient evaluation methods of elementary functions suitable for SIMD
   * computation", 2010.
   */
  public static double exp(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return x == Double.NEGATIVE_INFINITY ? 0 : x;
    }
    if (x > LARGEST) {
      return Double.POSITIVE_INFINITY;
    }
    double whole = Math.rint(x * LOG2_E);
    if (whole < LEAST_EXPONENT) {
      return 0;
    }
    double r = Math.fma(-LN2_UPPER, whole, x);
    r = Math.fma(-LN2_LOWER, whole, r) * 0.0625;
    double sum = TAYLOR[0];
    for (int i = 1; i < TAYLOR.length; i++) {
      sum = Math.fma(sum, r, TAYLOR[i]);
    }
    // With y = e^s - 1, y (y + 2) is e^2s - 1.
    double y = r * sum;
    for (int i = 0; i < 3; i++) {
      y *= y + 2;
    }
    double power = Math.fma(y, y + 2, 1);
    return whole > Double.MAX_EXPONENT ? Double.POSITIVE_INFINITY : Math.scalb(power, (int) whole);
  }

  /**
   * 2 to a power: the power of the nearest whole number times e^r. Source: W. Kahan's and K. C.
   * Ng's approximation of e^r, FreeBSD's {@code e_exp.c}.
   */
  public static double exp2(double x) {
    if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x > 1023.9999999999999) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -1074) {
      return 0;
    }
    int whole = (int) (x < 0 ? x - 0.5 : x + 0.5);
    double high = (x - whole) * LN2_HIGH;
    double low = -(x - whole) * LN2_LOW;
    double r = high - low;
    double square = r * r;
    double sum = 0;
    for (double coefficient : REMAINDER) {
      sum = coefficient + square * sum;
    }
    double c = r - square * sum;
    double power = 1 - ((low - (r * c) / (2 - c)) - high);
    return Math.scalb(power, whole);
  }
}

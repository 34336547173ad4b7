package dev.deucalion.promql.number;

/**
 * Functions of one or two numbers where Java has none, or another one than Go for special values or
 * in many last digits. The others are Java's strict ones, so that all machines answer the same.
 */
public final class GoMath {
  private static final double LN2 = 0.6931471805599453;

  /** 1 / ln 2. */
  private static final double LOG2_E = 1.4426950408889634;

  /** 1 / ln 10. */
  private static final double LOG10_E = 0.4342944819032518;

  /** Beyond this, x² + 1 rounds to x². */
  private static final double LARGE = 1L << 28;

  /** The first 33 bits of ln 2, and what is left of it. */
  private static final double LN2_HIGH = 0.6931471803691238;

  private static final double LN2_LOW = 1.9082149292705877e-10;

  /** Coefficients for the remainder of e^r, by falling power of r². */
  private static final double[] EXP_COEFFICIENTS = {
    4.1381367970572385e-8,
    -1.6533902205465252e-6,
    6.613756321437934e-5,
    -0.0027777777777015593,
    0.16666666666666602
  };

  /** Below this, the whole part of a number fits a {@code long}. */
  private static final double LARGEST_WHOLE = 0x1p62;

  private GoMath() {}

  public static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return StrictMath.log(x);
    }
    int exponent = Math.getExponent(x) + 1;
    double fraction = x;
    if (x < Double.MIN_NORMAL) {
      fraction = x * 0x1p52;
      exponent = Math.getExponent(fraction) + 1;
      fraction = Math.scalb(fraction, -exponent);
      exponent -= 52;
    } else {
      fraction = Math.scalb(x, -exponent);
    }
    if (fraction == 0.5) {
      return exponent - 1;
    }
    return StrictMath.log(fraction) * LOG2_E + exponent;
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
    for (double coefficient : EXP_COEFFICIENTS) {
      sum = coefficient + square * sum;
    }
    double c = r - square * sum;
    double power = 1 - ((low - (r * c) / (2 - c)) - high);
    return Math.scalb(power, whole);
  }

  public static double log10(double x) {
    return StrictMath.log(x) * LOG10_E;
  }

  public static double asinh(double x) {
    double a = Math.abs(x);
    double result;
    if (!(a >= 1 / LARGE) || Double.isInfinite(a)) {
      return x;
    } else if (a > LARGE) {
      result = StrictMath.log(a) + LN2;
    } else if (a > 2) {
      result = StrictMath.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
    } else {
      result = StrictMath.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    }
    return Math.copySign(result, x);
  }

  public static double acosh(double x) {
    if (!(x >= 1)) {
      return Double.NaN;
    }
    if (x == 1) {
      return 0;
    }
    if (x >= LARGE) {
      return StrictMath.log(x) + LN2;
    }
    if (x > 2) {
      return StrictMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double t = x - 1;
    return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
  }

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

  /** Power, as Go computes it; 1 to any power is 1, also to NaN. */
  public static double pow(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    double exponent = Math.abs(y);
    if (exponent < LARGEST_WHOLE && Double.isFinite(x)) {
      double power = exponent == 0.5 ? Math.sqrt(x) : powBySquares(x, exponent);
      double result = y < 0 ? 1 / power : power;
      if (isNormal(power) && isNormal(result)) {
        return result;
      }
    }
    return StrictMath.pow(x, y);
  }

  /** A factor for the fraction of the exponent, then one for each bit of its whole part. */
  private static double powBySquares(double x, double exponent) {
    long whole = (long) exponent;
    double fraction = exponent - whole;
    if (fraction > 0.5) {
      fraction--;
      whole++;
    }
    double power = fraction == 0 ? 1 : StrictMath.exp(fraction * StrictMath.log(x));
    double square = x;
    for (long bits = whole; bits != 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }

  private static boolean isNormal(double x) {
    return Math.abs(x) >= Double.MIN_NORMAL && Math.abs(x) <= Double.MAX_VALUE;
  }

  /** The greater number; infinity is greater than NaN, NaN than any other. */
  public static double max(double x, double y) {
    if (x == Double.POSITIVE_INFINITY || y == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.max(x, y);
  }

  /** The lesser number; minus infinity is less than NaN, NaN than any other. */
  public static double min(double x, double y) {
    if (x == Double.NEGATIVE_INFINITY || y == Double.NEGATIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    return Math.min(x, y);
  }

  /** -1, 0 or 1 by sign; NaN and signed zeros stay. */
  public static double sign(double x) {
    return x < 0 ? -1 : x > 0 ? 1 : x;
  }

  /** Whole numbers of {@code 1 / inverse}, halves up. */
  public static double round(double x, double inverse) {
    return Math.floor(x * inverse + 0.5) / inverse;
  }

  /** Degrees to radians. */
  public static double radians(double x) {
    return x * Math.PI / 180;
  }

  /** Radians to degrees. */
  public static double degrees(double x) {
    return x * 180 / Math.PI;
  }
}

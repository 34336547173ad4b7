package dev.deucalion.promql.number;

/** Powers, and functions where Java has none or another one than Go for special values. */
public final class GoMath {
  /** From here on, whole numbers are even, and powers of all but 1 and -1 too great or small. */
  private static final double LARGEST_WHOLE = 0x1p63;

  /** Powers of two beyond this stay infinite or 0 whatever they are multiplied by. */
  private static final int LARGE_EXPONENT = 1 << 12;

  private GoMath() {}

  /**
   * Power, with the bits that Go gives: a factor for the fraction of the exponent, and one for each
   * bit of its whole part. 1 to any power is 1, also to NaN.
   */
  public static double pow(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    double exponent = Math.abs(y);
    if (exponent == 0.5 && Double.isFinite(x) && x != 0) {
      return y > 0 ? Math.sqrt(x) : 1 / Math.sqrt(x);
    }
    double whole = Math.floor(exponent);
    double fraction = exponent - whole;
    if (x == 0
        || y == 0
        || !Double.isFinite(x)
        || !(exponent < LARGEST_WHOLE)
        || (fraction != 0 && x < 0)) {
      return StrictMath.pow(x, y);
    }
    if (fraction > 0.5) {
      fraction--;
      whole++;
    }
    double power = fraction == 0 ? 1 : GoExp.exp(fraction * GoLog.log(x));
    int powerOfTwo = 0;
    double square = GoLog.fraction(x);
    int squareOfTwo = GoLog.exponent(x);
    for (long bits = (long) whole; bits != 0; bits >>= 1) {
      if (Math.abs(squareOfTwo) > LARGE_EXPONENT) {
        powerOfTwo += squareOfTwo;
        break;
      }
      if ((bits & 1) == 1) {
        power *= square;
        powerOfTwo += squareOfTwo;
      }
      square *= square;
      squareOfTwo *= 2;
      if (square < 0.5) {
        square += square;
        squareOfTwo--;
      }
    }
    return y < 0 ? Math.scalb(1 / power, -powerOfTwo) : Math.scalb(power, powerOfTwo);
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

package dev.deucalion.promql.number;

/**
 * An angle as an even number of eighths of the circle, modulo 8, and a rest.
 *
 * @param number 0, 2, 4 or 6
 * @param rest in radians, at most an eighth of the circle to either side
 */
record Octant(int number, double rest) {
  /** From here on, the products with the parts of π/4 are not exact. */
  private static final double LARGE = 1 << 29;

  private static final double FOUR_BY_PI = 1.2732395447351628;

  /** π/4 in three parts, whose products with a whole number below 2^30 are exact. */
  private static final double FIRST = 7.853981256484985e-1;

  private static final double SECOND = 3.774894707930798e-8;
  private static final double THIRD = 2.6951514290790595e-15;

  /** Binary digits of 4/π, 64 at a time, the first digit before the point. */
  private static final long[] DIGITS = {
    0x0000000000000001L,
    0x45f306dc9c882a53L,
    0xf84eafa3ea69bb81L,
    0xb6c52b3278872083L,
    0xfca2c757bd778ac3L,
    0x6e48dc74849ba5c0L,
    0x0c925dd413a32439L,
    0xfc3bd63962534e7dL,
    0xd1046bea5d768909L,
    0xd338e04d68befc82L,
    0x7323ac7306a673e9L,
    0x3908bf177bf25076L,
    0x3ff12fffbc0b301fL,
    0xde5e2316b414da3eL,
    0xda6cfd9e4f96136eL,
    0x9e8c7ecd3cbfd45aL,
    0xea4f758fd7cbe2f6L,
    0x7a0e73ef14a525d4L,
    0xd7f6bf623f1aba10L,
    0xac06608df8f6d757L
  };

  /** Of a finite angle in radians, at least 0. */
  static Octant of(double angle) {
    if (angle >= LARGE) {
      return ofLarge(angle);
    }
    long eighths = (long) (angle * FOUR_BY_PI);
    eighths += eighths & 1;
    double rest = ((angle - eighths * FIRST) - eighths * SECOND) - eighths * THIRD;
    return new Octant((int) (eighths & 7), rest);
  }

  /**
   * Multiplies by those binary digits of 4/π that matter. Source: M. Payne and R. Hanek, "Radian
   * reduction for trigonometric functions", 1983.
   */
  private static Octant ofLarge(double angle) {
    long mantissa = (Double.doubleToRawLongBits(angle) & ((1L << 52) - 1)) | 1L << 52;
    int at = Math.getExponent(angle) - 52 + 61;
    long first = digits(at);
    long second = digits(at + 64);
    long third = digits(at + 128);
    long secondLow = second * mantissa;
    long low = secondLow + Math.unsignedMultiplyHigh(third, mantissa);
    long carry = Long.compareUnsigned(low, secondLow) < 0 ? 1 : 0;
    long high = first * mantissa + Math.unsignedMultiplyHigh(second, mantissa) + carry;
    int eighths = (int) (high >>> 61);
    // 53 bits of the fraction from its first one on; the others are cut off.
    long fraction = high << 3 | low >>> 61;
    int zeros = Long.numberOfLeadingZeros(fraction);
    long bits = zeros == 0 ? fraction : fraction << zeros | low << 3 >>> (64 - zeros);
    double rest = Math.scalb((double) (bits >>> 11), -53 - zeros);
    if ((eighths & 1) == 1) {
      eighths = (eighths + 1) & 7;
      rest--;
    }
    return new Octant(eighths, rest * (Math.PI / 4));
  }

  /** 64 binary digits from one on. */
  private static long digits(int from) {
    int shift = from & 63;
    long digits = DIGITS[from >> 6] << shift;
    return shift == 0 ? digits : digits | DIGITS[(from >> 6) + 1] >>> (64 - shift);
  }
}

package dev.deucalion.http.encode;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the decimal with the fewest digits that reads back as a double, the nearest one where there
 * are several. Not thread-safe.
 *
 * <p>The numbers that read back as {@code c * 2^q} lie between the middles to its neighbours. All
 * are scaled by a power of ten, from a table with 126 bits, so that the interval is at least one
 * and less than ten wide: it holds at most one multiple of ten, which is shorter, or else one of
 * the two integers next to the number. The products are cut to their whole parts, with a last bit
 * that says whether something was cut off, which is enough to compare them (R. Giulietti, "The
 * Schubfach way to render doubles", 2022, sections 8 and 9).
 */
final class ShortestDecimal {
  private static final int FRACTION_BITS = 52;
  private static final int EXPONENT_BIAS = 1075;
  private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
  private static final long LOW_63 = Long.MAX_VALUE;

  /** Powers of ten that doubles need, by their exponent plus this. */
  private static final int POWER_OFFSET = 330;

  /** Written by any thread, each entry once or more with the same content. */
  private static final @Nullable Power[] POWERS = new Power[2 * POWER_OFFSET];

  private long digits;
  private int exponent;

  /** The digits as a whole number, without zeros at its end. */
  long digits() {
    return digits;
  }

  /** The power of ten that the digits are to be multiplied with. */
  int exponent() {
    return exponent;
  }

  /**
   * Finds the decimal.
   *
   * @param magnitude more than 0
   * @return false for powers of two and subnormal numbers, which are not looked at
   */
  boolean find(double magnitude) {
    long bits = Double.doubleToRawLongBits(magnitude);
    long fraction = bits & FRACTION_MASK;
    int biased = (int) (bits >>> FRACTION_BITS);
    if (fraction == 0 || biased == 0) {
      return false;
    }
    long c = fraction | 1L << FRACTION_BITS;
    int q = biased - EXPONENT_BIAS;
    int k = floorLog10OfPowerOf2(q);
    Power power = power(-k);
    int shift = q + floorLog2OfPowerOf10(-k) + 2;
    // In quarters: the number and the middles to its neighbours.
    long number = scaled(power, c << 2 << shift);
    long lower = scaled(power, (c << 2) - 2 << shift);
    long upper = scaled(power, (c << 2) + 2 << shift);
    // An odd number does not get the middles themselves.
    long odd = c & 1;
    long whole = number >> 2;
    long ten = whole / 10 * 10;
    boolean tenFits = lower + odd <= ten << 2;
    boolean nextTenFits = (ten + 10 << 2) + odd <= upper;
    if (tenFits != nextTenFits) {
      set(tenFits ? ten : ten + 10, k);
      return true;
    }
    boolean wholeFits = lower + odd <= whole << 2;
    boolean nextFits = (whole + 1 << 2) + odd <= upper;
    if (wholeFits != nextFits) {
      set(wholeFits ? whole : whole + 1, k);
      return true;
    }
    long side = number - (whole + whole + 1 << 1);
    set(side < 0 || side == 0 && (whole & 1) == 0 ? whole : whole + 1, k);
    return true;
  }

  private void set(long found, int power) {
    long d = found;
    int e = power;
    while (d % 10 == 0) {
      d /= 10;
      e++;
    }
    digits = d;
    exponent = e;
  }

  /**
   * The whole part of the product with a power; its last bit is set where something was cut off.
   */
  private static long scaled(Power power, long factor) {
    long low = Math.multiplyHigh(power.low, factor);
    long middle = power.high * factor;
    long high = Math.multiplyHigh(power.high, factor);
    long sum = (middle >>> 1) + low;
    long whole = high + (sum >>> 63);
    return whole | (sum & LOW_63) + LOW_63 >>> 63;
  }

  /** Exact for exponents of doubles. */
  private static int floorLog10OfPowerOf2(int e) {
    return (int) (e * 661_971_961_083L >> 41);
  }

  /** Exact for exponents of doubles. */
  private static int floorLog2OfPowerOf10(int e) {
    return (int) (e * 913_124_641_741L >> 38);
  }

  private static Power power(int exponent) {
    Power known = POWERS[exponent + POWER_OFFSET];
    if (known == null) {
      known = Power.of(exponent);
      POWERS[exponent + POWER_OFFSET] = known;
    }
    return known;
  }

  /**
   * A power of ten, rounded up to 126 bits.
   *
   * @param high the upper 63 bits
   * @param low the lower 63 bits
   */
  private record Power(long high, long low) {
    private static final int BITS = 126;

    static Power of(int exponent) {
      int shift = BITS - 1 - floorLog2OfPowerOf10(exponent);
      BigInteger ten = BigInteger.TEN.pow(Math.abs(exponent));
      BigInteger scaled =
          exponent >= 0 ? ten.shiftLeft(shift) : BigInteger.ONE.shiftLeft(shift).divide(ten);
      BigInteger up = scaled.add(BigInteger.ONE);
      return new Power(up.shiftRight(63).longValue(), up.longValue() & LOW_63);
    }
  }
}

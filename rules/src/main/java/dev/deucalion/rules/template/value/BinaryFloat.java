package dev.deucalion.rules.template.value;

/** Numbers by their bits, as the verbs {@code %x} and {@code %b} print them. */
final class BinaryFloat {
  private static final int MANTISSA_BITS = 52;
  private static final int EXPONENT_BIAS = 1_023;
  private static final int HEX_DIGITS = MANTISSA_BITS / 4;
  private static final long FRACTION = (1L << MANTISSA_BITS) - 1;

  private BinaryFloat() {}

  /** A finite number from 0 on as a whole number and a power of two, such as {@code 3p-52}. */
  static String powerOfTwo(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long exponentBits = bits >>> MANTISSA_BITS;
    long mantissa = exponentBits == 0 ? bits : bits & FRACTION | FRACTION + 1;
    long exponent = Math.max(1, exponentBits) - EXPONENT_BIAS - MANTISSA_BITS;
    return mantissa + "p" + (exponent < 0 ? "" : "+") + exponent;
  }

  /**
   * A finite number from 0 on in hexadecimal, such as {@code 0x1.8p+01}.
   *
   * @param digits behind the point, or {@link NumberFormat#NONE} for as few as give it back
   */
  static String hex(double value, int digits) {
    if (value == 0) {
      return "0x0" + (digits > 0 ? "." + "0".repeat(digits) : "") + "p+00";
    }
    long bits = Double.doubleToRawLongBits(value);
    long exponent = Math.max(1, bits >>> MANTISSA_BITS) - EXPONENT_BIAS;
    long mantissa = bits >>> MANTISSA_BITS == 0 ? bits : bits & FRACTION | FRACTION + 1;
    int shift = Long.numberOfLeadingZeros(mantissa) - (Long.SIZE - 1 - MANTISSA_BITS);
    mantissa <<= shift;
    exponent -= shift;
    if (digits >= 0 && digits < HEX_DIGITS) {
      mantissa = rounded(mantissa, 4 * (HEX_DIGITS - digits));
      if (mantissa > (FRACTION + 1 | FRACTION)) {
        mantissa >>= 1;
        exponent++;
      }
    }
    return "0x1"
        + fraction(mantissa & FRACTION, digits)
        + "p"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** To the nearest multiple of a power of two, an even one where two are as near. */
  private static long rounded(long mantissa, int bits) {
    long half = 1L << bits - 1;
    long odd = mantissa >>> bits & 1;
    return (mantissa + half - 1 + odd) >>> bits << bits;
  }

  private static String fraction(long bits, int digits) {
    String all = Long.toHexString(FRACTION + 1 | bits).substring(1);
    if (digits == NumberFormat.NONE) {
      String shortest = all.replaceAll("0+$", "");
      return shortest.isEmpty() ? "" : "." + shortest;
    }
    String padded = all + "0".repeat(Math.max(0, digits - HEX_DIGITS));
    return digits == 0 ? "" : "." + padded.substring(0, digits);
  }
}

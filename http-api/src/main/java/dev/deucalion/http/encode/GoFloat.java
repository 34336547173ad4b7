package dev.deucalion.http.encode;

/**
 * Writes doubles as Go does, with the fewest digits that read back as the same number.
 *
 * <p>Short decimals, which most values are, are found with a multiplication and a division, most
 * others by {@link ShortestDecimal}, and the rest by the JDK. Nothing is allocated. Not
 * thread-safe.
 */
final class GoFloat {
  /** Longest form: a sign, "0." and the 324 places of the smallest subnormal, plus some room. */
  static final int MAX_LENGTH = 352;

  /** All numbers of which fewer digits are enough than the JDK gives are smaller. */
  private static final double ONE_DIGIT_SUBNORMALS = 32 * Double.MIN_VALUE;

  private static final long MAX_SHORT_MANTISSA = 1_000_000_000_000_000L;

  /** Short decimals have up to six places. */
  private static final int SHORT_POWER = 1_000_000;

  private static final double MIN_SHORT = 1e-3;
  private static final double MAX_SHORT = 1e9;

  /** Powers of ten by the number of their zeros. */
  private static final long[] POWERS = new long[19];

  /** Digits of the numbers below 100. */
  private static final byte[] TENS = new byte[100];

  private static final byte[] ONES = new byte[100];

  static {
    long power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = (byte) ('0' + i / 10);
      ONES[i] = (byte) ('0' + i % 10);
    }
  }

  private final StringBuilder scratch = new StringBuilder(32);
  private final ShortestDecimal shortest = new ShortestDecimal();

  /** Significant digits of the number at hand, without zeros at either end but for zero itself. */
  private final byte[] digits = new byte[20];

  private int digitCount;

  /** The value is {@code 0.d1d2d3... * 10^pointAt}. */
  private int pointAt;

  /** As the API writes samples: an exponent below 1e-6 and from 1e21 on, at least two digits. */
  int sample(double value, byte[] out, int at) {
    return isFinite(value) && wantsExponent(value)
        ? exponential(value, 2, out, at)
        : plain(value, out, at);
  }

  /** As JSON numbers of Go: as a sample, but the exponent has no leading zero. Finite only. */
  int json(double value, byte[] out, int at) {
    return wantsExponent(value) ? exponential(value, 1, out, at) : plain(value, out, at);
  }

  /**
   * With an exponent of at least two digits in any case; {@code NaN}, {@code +Inf}, {@code -Inf}.
   */
  int scientific(double value, byte[] out, int at) {
    return isFinite(value) ? exponential(value, 2, out, at) : notFinite(value, out, at);
  }

  /** Without exponent, however long; {@code NaN}, {@code +Inf}, {@code -Inf}. */
  int plain(double value, byte[] out, int at) {
    if (!isFinite(value)) {
      return notFinite(value, out, at);
    }
    int p = sign(value, out, at);
    double magnitude = Math.abs(value);
    if (magnitude < MAX_SHORT_MANTISSA) {
      long whole = (long) magnitude;
      if (whole == magnitude) {
        return decimal(whole, out, p);
      }
      if (magnitude >= MIN_SHORT && magnitude < MAX_SHORT) {
        // All places at once: fewer are the same with zeros behind them. Two decimals of 15 digits
        // at most are never the same double, so where one of them is the number, it is the
        // shortest.
        long millionths = (long) (magnitude * SHORT_POWER + 0.5);
        if (millionths / (double) SHORT_POWER == magnitude) {
          return shortDecimal(millionths, out, p);
        }
      }
    }
    findDigits(magnitude);
    int n = digitCount;
    if (pointAt <= 0) {
      out[p++] = '0';
      out[p++] = '.';
      p = zeros(-pointAt, out, p);
      System.arraycopy(digits, 0, out, p, n);
      return p + n;
    }
    if (pointAt >= n) {
      System.arraycopy(digits, 0, out, p, n);
      return zeros(pointAt - n, out, p + n);
    }
    System.arraycopy(digits, 0, out, p, pointAt);
    p += pointAt;
    out[p++] = '.';
    System.arraycopy(digits, pointAt, out, p, n - pointAt);
    return p + n - pointAt;
  }

  /** A whole number that is not negative. */
  static int decimal(long value, byte[] out, int at) {
    if (value < 10) {
      out[at] = (byte) ('0' + value);
      return at + 1;
    }
    // The logarithm of two times that of ten, or one less than that.
    int log = (Long.SIZE - Long.numberOfLeadingZeros(value)) * 1233 >>> 12;
    int length = value < POWERS[log] ? log : log + 1;
    int i = at + length;
    long large = value;
    while (large > Integer.MAX_VALUE) {
      long rest = large / 100;
      int pair = (int) (large - rest * 100);
      out[--i] = ONES[pair];
      out[--i] = TENS[pair];
      large = rest;
    }
    int small = (int) large;
    while (small >= 10) {
      int rest = small / 100;
      int pair = small - rest * 100;
      out[--i] = ONES[pair];
      out[--i] = TENS[pair];
      small = rest;
    }
    if (i > at) {
      out[at] = (byte) ('0' + small);
    }
    return at + length;
  }

  /** Millionths that are not whole. */
  private static int shortDecimal(long millionths, byte[] out, int at) {
    long whole = millionths / SHORT_POWER;
    int fraction = (int) (millionths - whole * SHORT_POWER);
    int p = decimal(whole, out, at);
    int first = fraction / 10_000;
    int rest = fraction - first * 10_000;
    int second = rest / 100;
    int third = rest - second * 100;
    out[p] = '.';
    out[p + 1] = TENS[first];
    out[p + 2] = ONES[first];
    out[p + 3] = TENS[second];
    out[p + 4] = ONES[second];
    out[p + 5] = TENS[third];
    out[p + 6] = ONES[third];
    p += 7;
    while (out[p - 1] == '0') {
      p--;
    }
    return p;
  }

  private int exponential(double value, int minExponentDigits, byte[] out, int at) {
    int p = sign(value, out, at);
    findDigits(Math.abs(value));
    out[p++] = digits[0];
    if (digitCount > 1) {
      out[p++] = '.';
      System.arraycopy(digits, 1, out, p, digitCount - 1);
      p += digitCount - 1;
    }
    int exponent = pointAt - 1;
    out[p++] = 'e';
    out[p++] = (byte) (exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    if (magnitude < 10 && minExponentDigits > 1) {
      out[p++] = '0';
    }
    return decimal(magnitude, out, p);
  }

  /** Finds the digits of a finite number that is not negative. */
  private void findDigits(double magnitude) {
    if (shortest.find(magnitude)) {
      digitCount = decimal(shortest.digits(), digits, 0);
      pointAt = digitCount + shortest.exponent();
      return;
    }
    scratch.setLength(0);
    scratch.append(magnitude);
    readScratch();
    if (digitCount == 2) {
      preferOneDigit(magnitude);
    }
  }

  /** Reads what {@code Double.toString} wrote, {@code 123.45} or {@code 1.2345E-10}. */
  private void readScratch() {
    int n = 0;
    int point = 0;
    int exponent = 0;
    boolean leading = true;
    for (int i = 0; i < scratch.length(); i++) {
      char c = scratch.charAt(i);
      if (c == 'E') {
        exponent = Integer.parseInt(scratch, i + 1, scratch.length(), 10);
        break;
      }
      if (c == '.') {
        point = i;
      } else if (!leading || c != '0') {
        leading = false;
        digits[n++] = (byte) c;
      }
    }
    int wholeDigits = scratch.charAt(0) == '0' ? point - 1 - leadingZeros(point + 1) : point;
    digitCount = n;
    pointAt = wholeDigits + exponent;
    trimZeros();
  }

  private int leadingZeros(int from) {
    int i = from;
    while (i < scratch.length() && scratch.charAt(i) == '0') {
      i++;
    }
    return i - from;
  }

  private void trimZeros() {
    while (digitCount > 1 && digits[digitCount - 1] == '0') {
      digitCount--;
    }
    if (digitCount == 0) {
      digits[0] = '0';
      digitCount = 1;
      pointAt = 1;
    }
  }

  /** The JDK prefers two digits where they are nearer, as in 4.9E-324; Go takes one. */
  private void preferOneDigit(double magnitude) {
    if (magnitude >= ONE_DIGIT_SUBNORMALS) {
      return;
    }
    int rounded = digits[0] - '0' + (digits[1] >= '5' ? 1 : 0);
    if (Double.parseDouble(rounded + "e" + (pointAt - 1)) == magnitude) {
      boolean carry = rounded == 10;
      digits[0] = (byte) (carry ? '1' : '0' + rounded);
      pointAt += carry ? 1 : 0;
      digitCount = 1;
    }
  }

  private static boolean isFinite(double value) {
    return Math.abs(value) <= Double.MAX_VALUE;
  }

  private static boolean wantsExponent(double value) {
    double magnitude = Math.abs(value);
    return magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
  }

  private static int sign(double value, byte[] out, int at) {
    if (Double.doubleToRawLongBits(value) < 0) {
      out[at] = '-';
      return at + 1;
    }
    return at;
  }

  private static int zeros(int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = '0';
    }
    return at + count;
  }

  private static int notFinite(double value, byte[] out, int at) {
    int p = at;
    if (Double.isNaN(value)) {
      out[p++] = 'N';
      out[p++] = 'a';
      out[p++] = 'N';
      return p;
    }
    out[p++] = (byte) (value > 0 ? '+' : '-');
    out[p++] = 'I';
    out[p++] = 'n';
    out[p++] = 'f';
    return p;
  }
}

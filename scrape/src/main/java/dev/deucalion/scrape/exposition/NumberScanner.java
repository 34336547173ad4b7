package dev.deucalion.scrape.exposition;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import dev.deucalion.model.sample.StaleMarker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads numbers in place: decimals of any length, and {@code NaN}. What else Go reads, such as a
 * leading plus or {@code +Inf}, is left to {@link GoFloat}.
 *
 * <p>Most numbers are a few digits, perhaps with a point. They are read eight digits at a time: the
 * digits are shifted to the upper end of a long and folded in pairs, then in fours, then in eights,
 * which takes no branch a digit. As long as the digits without the point stay below 2^53 and the
 * power of ten below 10^23, both are exact doubles and one division rounds correctly.
 */
final class NumberScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes that may be read behind the start of a number, whatever stands there. */
  static final int READ_AHEAD = 48;

  private static final long ZEROS = 0x3030303030303030L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long ABOVE_NINE = 0x7676767676767676L;

  /** Digits that always fit into a long. */
  private static final int MAX_LONG_DIGITS = 18;

  /** Longer numbers are not read here. */
  private static final int MAX_BYTES = 64;

  /** Integers up to here are doubles without rounding. */
  private static final long MAX_EXACT = 1L << 53;

  /** Powers of ten that are doubles without rounding. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long[] LONG_POWERS_OF_TEN = {
    1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
  };

  /** Behind the number last read, or -1 where there was none. */
  int end;

  /** Digits last read by {@link #digits}, 0 to 16. */
  private int digitCount;

  /**
   * Reads the number at {@code from}. Some byte that is no part of a number follows in the array,
   * which goes on for {@link #READ_AHEAD} bytes.
   */
  double read(byte[] b, int from) {
    int i = b[from] == '-' ? from + 1 : from;
    long mantissa = digits(b, i, 0);
    int whole = digitCount;
    i += whole;
    int scale = 0;
    if (b[i] == '.' && whole <= 8) {
      mantissa = digits(b, i + 1, mantissa);
      scale = digitCount;
      i += 1 + scale;
    }
    byte c = b[i];
    boolean usual = c == '\n' || c == ' ';
    if (!usual || whole == 0 || whole == 16 || scale > 9 || mantissa > MAX_EXACT) {
      return readAny(b, from);
    }
    end = i;
    double magnitude = mantissa / POWERS_OF_TEN[scale];
    return b[from] == '-' ? -magnitude : magnitude;
  }

  /** Up to 16 digits, behind those of {@code before}; sets {@link #digitCount}. */
  private long digits(byte[] b, int from, long before) {
    long first = (long) LONG.get(b, from) ^ ZEROS;
    int count = digitCount(first);
    digitCount = count;
    if (count == 0) {
      return before;
    }
    long value = before * LONG_POWERS_OF_TEN[count] + fold(first << (64 - 8 * count));
    if (count == 8) {
      long second = (long) LONG.get(b, from + 8) ^ ZEROS;
      int more = digitCount(second);
      if (more > 0) {
        digitCount = 8 + more;
        value = value * LONG_POWERS_OF_TEN[more] + fold(second << (64 - 8 * more));
      }
    }
    return value;
  }

  /** How many of the eight bytes, from the lowest, are 0 to 9. */
  private static int digitCount(long eight) {
    return Long.numberOfTrailingZeros((eight + ABOVE_NINE | eight) & HIGHS) >>> 3;
  }

  /** The number whose eight digits, the first lowest, are the bytes. */
  private static long fold(long eight) {
    long pairs = (eight * (10 << 8 | 1)) >>> 8 & 0x00ff00ff00ff00ffL;
    long fours = (pairs * (100 << 16 | 1)) >>> 16 & 0x0000ffff0000ffffL;
    return (fours * (10_000L << 32 | 1)) >>> 32;
  }

  /** Reads a number byte by byte. Some byte that is no part of a number follows in the array. */
  double readAny(byte[] b, int from) {
    int i = from;
    boolean negative = b[i] == '-';
    if (negative) {
      i++;
    }
    int first = i;
    long mantissa = 0;
    while (b[i] >= '0' && b[i] <= '9') {
      mantissa = mantissa * 10 + b[i++] - '0';
    }
    int digits = i - first;
    int exponent = 0;
    if (b[i] == '.') {
      int point = i++;
      while (b[i] >= '0' && b[i] <= '9') {
        mantissa = mantissa * 10 + b[i++] - '0';
      }
      exponent = point + 1 - i;
      digits -= exponent;
    }
    if (digits == 0) {
      return nan(b, from);
    }
    if ((b[i] | 0x20) == 'e') {
      i++;
      boolean down = b[i] == '-';
      if (down || b[i] == '+') {
        i++;
      }
      int start = i;
      int written = 0;
      while (b[i] >= '0' && b[i] <= '9') {
        written = written * 10 + b[i++] - '0';
      }
      if (i == start || i - start > 4) {
        end = -1;
        return 0;
      }
      exponent += down ? -written : written;
    }
    end = i;
    boolean exact =
        digits <= MAX_LONG_DIGITS
            && (exponent == 0
                || mantissa <= MAX_EXACT && Math.abs(exponent) < POWERS_OF_TEN.length);
    if (!exact) {
      return readLong(b, from);
    }
    double magnitude =
        exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : mantissa * POWERS_OF_TEN[exponent];
    return negative ? -magnitude : magnitude;
  }

  /** A number of many digits or a large exponent, up to {@link #end}. */
  private double readLong(byte[] b, int from) {
    if (end - from > MAX_BYTES) {
      end = -1;
      return 0;
    }
    double result = JavaDoubleParser.parseDouble(b, from, end - from);
    if (Double.isInfinite(result)) {
      end = -1;
    }
    return result;
  }

  private double nan(byte[] b, int from) {
    boolean nan = b[from] == 'N' && b[from + 1] == 'a' && b[from + 2] == 'N';
    end = nan ? from + 3 : -1;
    return Double.longBitsToDouble(StaleMarker.NORMAL_NAN_BITS);
  }
}

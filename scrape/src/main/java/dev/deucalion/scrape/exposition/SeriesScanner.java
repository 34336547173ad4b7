package dev.deucalion.scrape.exposition;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import dev.deucalion.model.sample.StaleMarker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads lines of the usual form, {@code name{label="value",...} number [timestamp]} with one space
 * between the parts, and says of any other line that it is not one: no judgement, no exception.
 *
 * <p>Every loop here stops at a line feed, and the caller vouches for one at or after the start, so
 * no loop compares with the end of the body. Label values are searched eight bytes at a time for a
 * quote, a backslash, a control character or a byte beyond ASCII; the last two are left to the
 * lexers, which check UTF-8.
 */
final class SeriesScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  /** Digits that always fit into a long. */
  private static final int MAX_LONG_DIGITS = 18;

  /** Longer numbers are not of the usual form. */
  private static final int MAX_NUMBER_BYTES = 64;

  /** Integers up to here are doubles without rounding. */
  private static final long MAX_EXACT = 1L << 53;

  /** Powers of ten that are doubles without rounding. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** End of the metric name. */
  int nameEnd;

  /** End of the series text, which starts where the line does. */
  int seriesEnd;

  double value;
  boolean hasTimestamp;
  long timestampMs;

  /** Start of the next line. */
  int end;

  /** Behind the number last read, or -1 where there was none of the usual form. */
  private int numberEnd;

  /**
   * Reads the line at {@code from}.
   *
   * @param lineFeed offset of a line feed at or after {@code from}
   * @param seconds whether timestamps are decimal seconds rather than integer milliseconds
   * @return whether it is of the usual form; if not, the fields have no meaning
   */
  boolean scan(byte[] b, int from, int lineFeed, boolean seconds) {
    int i = from;
    if (!Chars.isMetricStart(b[i])) {
      return false;
    }
    do {
      i++;
    } while (Chars.isMetricPart(b[i]));
    nameEnd = i;
    if (b[i] == '{') {
      i = afterLabels(b, i + 1, lineFeed);
      if (i < 0) {
        return false;
      }
    }
    seriesEnd = i;
    if (b[i] != ' ') {
      return false;
    }
    value = number(b, i + 1);
    i = numberEnd;
    if (i < 0) {
      return false;
    }
    hasTimestamp = false;
    if (b[i] == ' ') {
      i = seconds ? afterSeconds(b, i + 1) : afterMilliseconds(b, i + 1);
      if (i < 0) {
        return false;
      }
      hasTimestamp = true;
    }
    end = i + 1;
    return b[i] == '\n';
  }

  /** Offset behind the closing brace, or -1. */
  private static int afterLabels(byte[] b, int from, int lineFeed) {
    int i = from;
    while (true) {
      if (!Chars.isLabelStart(b[i])) {
        return -1;
      }
      do {
        i++;
      } while (Chars.isLabelPart(b[i]));
      if (b[i] != '=' || b[i + 1] != '"') {
        return -1;
      }
      i = closingQuote(b, i + 2, lineFeed) + 1;
      if (i == 0) {
        return -1;
      }
      byte c = b[i++];
      if (c == '}') {
        return i;
      }
      if (c != ',') {
        return -1;
      }
    }
  }

  /** Offset of the quote that ends the label value at {@code from}, or -1. */
  private static int closingQuote(byte[] b, int from, int lineFeed) {
    int i = from;
    while (i + Long.BYTES <= lineFeed) {
      long eight = (long) LONG.get(b, i);
      long quote = eight ^ QUOTES;
      long backslash = eight ^ BACKSLASHES;
      long hits =
          (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | (eight - SPACES) | eight)
              & HIGHS;
      if (hits == 0) {
        i += Long.BYTES;
        continue;
      }
      i += Long.numberOfTrailingZeros(hits) >>> 3;
      if (b[i] == '"') {
        return i;
      }
      if (b[i] != '\\' || b[i + 1] < ' ') {
        return -1;
      }
      i += 2;
    }
    while (b[i] >= ' ') {
      if (b[i] == '"') {
        return i;
      }
      if (b[i] == '\\' && b[++i] < ' ') {
        return -1;
      }
      i++;
    }
    return -1;
  }

  /** Reads an unsigned timestamp in milliseconds; the offset behind it, or -1. */
  private int afterMilliseconds(byte[] b, int from) {
    int i = from;
    long ms = 0;
    while (b[i] >= '0' && b[i] <= '9') {
      ms = ms * 10 + b[i++] - '0';
    }
    timestampMs = ms;
    return i > from && i - from <= MAX_LONG_DIGITS ? i : -1;
  }

  /** Reads a timestamp in seconds; the offset behind it, or -1. */
  private int afterSeconds(byte[] b, int from) {
    double seconds = number(b, from);
    timestampMs = (long) (seconds * 1000);
    return Double.isNaN(seconds) ? -1 : numberEnd;
  }

  /** Reads a decimal number or {@code NaN} and sets {@link #numberEnd}. */
  private double number(byte[] b, int from) {
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
        numberEnd = -1;
        return 0;
      }
      exponent += down ? -written : written;
    }
    numberEnd = i;
    double magnitude = mantissa;
    if (digits > MAX_LONG_DIGITS
        || exponent != 0 && (mantissa > MAX_EXACT || Math.abs(exponent) >= POWERS_OF_TEN.length)) {
      return general(b, from);
    }
    if (exponent < 0) {
      magnitude /= POWERS_OF_TEN[-exponent];
    } else {
      magnitude *= POWERS_OF_TEN[exponent];
    }
    return negative ? -magnitude : magnitude;
  }

  /** A decimal of the usual form with more digits or a larger exponent. */
  private double general(byte[] b, int from) {
    if (numberEnd - from > MAX_NUMBER_BYTES) {
      numberEnd = -1;
      return 0;
    }
    double result = JavaDoubleParser.parseDouble(b, from, numberEnd - from);
    if (Double.isInfinite(result)) {
      numberEnd = -1;
    }
    return result;
  }

  private double nan(byte[] b, int from) {
    boolean nan = b[from] == 'N' && b[from + 1] == 'a' && b[from + 2] == 'N';
    numberEnd = nan ? from + 3 : -1;
    return Double.longBitsToDouble(StaleMarker.NORMAL_NAN_BITS);
  }
}

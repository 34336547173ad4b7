package dev.deucalion.scrape.exposition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the parts of lines of the usual form, <code>name{label="value",...} number [timestamp]
 * </code> with one space between the parts, and says of any other line that it is not one: no
 * judgement, no exception.
 *
 * <p>It looks for the line feed and, back from there, for the last quote. Where that quote closes a
 * string, the line feed stands outside of strings, so the line ends there; and if a brace, a space
 * and a number follow the quote, this is where the labels end. What stands between the braces is
 * not looked at. So whenever the lexers accept the line, they find the same parts; but they may
 * refuse it for its labels.
 */
final class SeriesScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long HASHES = '#' * ONES;

  /** Digits that always fit into a long. */
  private static final int MAX_LONG_DIGITS = 18;

  private final NumberScanner number = new NumberScanner();

  /** End of the series text, which starts where the line does. */
  int seriesEnd;

  double value;
  boolean hasTimestamp;
  long timestampMs;

  /** Start of the next line. */
  int end;

  /**
   * Reads the line at {@code from}.
   *
   * @param lastLineFeed offset of a line feed at or after {@code from}
   * @param openMetrics whether timestamps are decimal seconds rather than integer milliseconds and
   *     exemplars may follow
   * @return whether it is of the usual form; if not, the fields have no meaning
   */
  boolean scan(byte[] b, int from, int lastLineFeed, boolean openMetrics) {
    byte c = b[from];
    if (!Chars.isMetricStart(c) && c != '{') {
      return false;
    }
    int lineFeed = find(b, from, lastLineFeed, LINE_FEEDS);
    if (lineFeed < 0) {
      return false;
    }
    int quote = lastQuote(b, from, lineFeed);
    int i = quote < 0 ? afterName(b, from) : quote + 2;
    if (quote >= 0 && (b[quote + 1] != '}' || !closes(b, from, quote))) {
      return false;
    }
    seriesEnd = i;
    return b[i] == ' '
        && readNumbers(b, i + 1, lastLineFeed, openMetrics)
        && !(openMetrics && hasHash(b, from, lineFeed));
  }

  /**
   * Offset of the first byte that is the one {@code pattern} has eight of; -1 where it is not found
   * up to {@code last} or the array ends less than eight bytes behind.
   */
  private static int find(byte[] b, int from, int last, long pattern) {
    int lastWord = Math.min(last, b.length - Long.BYTES);
    for (int i = from; i <= lastWord; i += Long.BYTES) {
      long difference = (long) LONG.get(b, i) ^ pattern;
      long hits = (difference - ONES) & ~difference & HIGHS;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    return -1;
  }

  /** Whether there may be an exemplar. */
  private static boolean hasHash(byte[] b, int from, int lineFeed) {
    int hash = find(b, from, lineFeed, HASHES);
    return hash >= 0 && hash < lineFeed;
  }

  /** Offset of the last quote from {@code from} up to {@code to} exclusive, or -1. */
  private static int lastQuote(byte[] b, int from, int to) {
    int i = to - 1;
    while (i >= from && b[i] != '"') {
      i--;
    }
    return i >= from ? i : -1;
  }

  /**
   * Whether the last quote of a line closes a string. One that opens a string, or that is part of
   * one, is preceded by what may stand before a string or by a backslash; only then must they all
   * be counted.
   */
  private static boolean closes(byte[] b, int from, int lastQuote) {
    return switch (b[lastQuote - 1]) {
      case '=', ',', '{', '"', '\\', ' ', '\t' -> !isInString(b, from, lastQuote + 1);
      default -> true;
    };
  }

  private static boolean isInString(byte[] b, int from, int to) {
    boolean in = false;
    for (int i = from; i < to; i++) {
      if (b[i] == '"') {
        in = !in;
      } else if (b[i] == '\\' && in) {
        i++;
      }
    }
    return in;
  }

  private static int afterName(byte[] b, int from) {
    int i = from;
    while (Chars.isMetricPart(b[i])) {
      i++;
    }
    return i;
  }

  /** Reads the value and the timestamp. */
  private boolean readNumbers(byte[] b, int from, int lastLineFeed, boolean openMetrics) {
    boolean roomy = from <= b.length - NumberScanner.READ_AHEAD;
    value = roomy ? number.read(b, from) : number.readAny(b, from);
    int i = number.end;
    if (i < 0) {
      return false;
    }
    hasTimestamp = b[i] == ' ';
    if (hasTimestamp) {
      i = openMetrics ? afterSeconds(b, i + 1) : afterMilliseconds(b, i + 1);
    }
    end = i + 1;
    return i >= 0 && i <= lastLineFeed && b[i] == '\n';
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
    double seconds = number.readAny(b, from);
    timestampMs = (long) (seconds * 1000);
    return Double.isNaN(seconds) ? -1 : number.end;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Utf8Order;
import java.math.BigInteger;

/** The order of texts in which runs of digits count as numbers. */
final class NaturalOrder {
  private NaturalOrder() {}

  /** Compares piece by piece, a piece being a run of digits or of other characters. */
  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int iEnd = pieceEnd(a, i);
      int jEnd = pieceEnd(b, j);
      String x = a.substring(i, iEnd);
      String y = b.substring(j, jEnd);
      int c =
          isDigit(x.charAt(0)) && isDigit(y.charAt(0))
              ? new BigInteger(x).compareTo(new BigInteger(y))
              : Utf8Order.compare(x, y);
      if (c != 0) {
        return c;
      }
      i = iEnd;
      j = jEnd;
    }
    int c = Integer.compare(a.length() - i, b.length() - j);
    return c != 0 ? c : Utf8Order.compare(a, b);
  }

  private static int pieceEnd(String s, int start) {
    boolean digits = isDigit(s.charAt(start));
    int end = start + 1;
    while (end < s.length() && isDigit(s.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

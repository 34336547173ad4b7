package dev.deucalion.model.labels;

import java.util.Comparator;
import java.util.List;

/**
 * The order of strings by their UTF-8 bytes, which is also the order of their code points.
 *
 * <p>{@link String#compareTo} compares UTF-16 units and puts characters beyond the basic plane
 * before U+E000..U+FFFF; label order, on disk and in answers, must not.
 */
public final class Utf8Order {
  /** {@link #compare} as an object: the JVM would make one at each place that refers to it. */
  public static final Comparator<String> COMPARATOR = new ByBytes();

  private Utf8Order() {}

  private static final class ByBytes implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      return Utf8Order.compare(a, b);
    }
  }

  /** Sorts a list by {@link #compare}. */
  public static void sort(List<String> strings) {
    // Without surrogates the order is that of units, which is compared much faster.
    strings.sort(
        strings.stream().anyMatch(Utf8Order::hasSurrogates)
            ? COMPARATOR
            : Comparator.naturalOrder());
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Compares as the bytes of both strings in UTF-8 would, as {@link String#compareTo} does. */
  public static int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}

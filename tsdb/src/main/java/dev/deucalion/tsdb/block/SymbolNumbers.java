package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Utf8Order;
import java.util.Arrays;
import java.util.Iterator;

/** The numbers of strings: where they stand in the sorted list of them. For one thread. */
final class SymbolNumbers {
  private static final int CACHE_MASK = (1 << 14) - 1;

  private String[] symbols = new String[1024];
  private int count;

  /**
   * Numbers found lately, + 1, by a few bits of the string's hash: most labels of a series are
   * those of the series before it. Strings made to collide cost a search each, no more.
   */
  private final int[] cache = new int[CACHE_MASK + 1];

  /**
   * @param sorted in byte order, each string once
   * @throws IllegalArgumentException when they are not
   */
  SymbolNumbers(Iterator<String> sorted) {
    while (sorted.hasNext()) {
      String symbol = sorted.next();
      if (count > 0 && Utf8Order.compare(symbols[count - 1], symbol) >= 0) {
        throw new IllegalArgumentException("symbol \"" + symbol + "\" out of order");
      }
      if (count == symbols.length) {
        symbols = Arrays.copyOf(symbols, count * 2);
      }
      symbols[count++] = symbol;
    }
  }

  int count() {
    return count;
  }

  String symbol(int number) {
    return symbols[number];
  }

  /**
   * @throws IllegalArgumentException when the string is not among them
   */
  int of(String symbol) {
    int slot = symbol.hashCode() & CACHE_MASK;
    int cached = cache[slot] - 1;
    if (cached >= 0 && symbols[cached].equals(symbol)) {
      return cached;
    }
    int found = Arrays.binarySearch(symbols, 0, count, symbol, Utf8Order::compare);
    if (found < 0) {
      throw new IllegalArgumentException("no symbol \"" + symbol + "\"");
    }
    cache[slot] = found + 1;
    return found;
  }
}

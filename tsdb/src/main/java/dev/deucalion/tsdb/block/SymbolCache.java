package dev.deucalion.tsdb.block;

import org.jspecify.annotations.Nullable;

/** Keeps strings of an index that were read lately, or none. For one thread. */
final class SymbolCache {
  private static final int MAX_SIZE = 1 << 12;
  private static final int FIRST_SIZE = 1 << 6;

  private @Nullable String[] strings;
  private int[] numbers;

  /** Strings that were not there since the cache had its present size. */
  private int misses;

  private SymbolCache(int size) {
    strings = new String[size];
    numbers = new int[size];
  }

  /** For those who read all series. */
  static SymbolCache large() {
    return new SymbolCache(MAX_SIZE);
  }

  /** For those who do not know how many series they will read: small at first. */
  static SymbolCache growing() {
    return new SymbolCache(FIRST_SIZE);
  }

  /** For those who read a few. */
  static SymbolCache none() {
    return new SymbolCache(0);
  }

  String get(IndexSymbols symbols, MappedInput input, int number) {
    if (numbers.length == 0) {
      return symbols.get(input, number);
    }
    int slot = number & numbers.length - 1;
    String known = strings[slot];
    if (known == null || numbers[slot] != number) {
      if (++misses > numbers.length && numbers.length < MAX_SIZE) {
        misses = 0;
        strings = new String[2 * numbers.length];
        numbers = new int[strings.length];
        slot = number & numbers.length - 1;
      }
      known = symbols.get(input, number);
      strings[slot] = known;
      numbers[slot] = number;
    }
    return known;
  }
}

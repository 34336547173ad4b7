package dev.deucalion.tsdb.block;

import org.jspecify.annotations.Nullable;

/** Keeps strings of an index that were read lately, or none. For one thread. */
final class SymbolCache {
  private static final int SIZE = 1 << 12;

  private final @Nullable String[] strings;
  private final int[] numbers;

  private SymbolCache(int size) {
    strings = new String[size];
    numbers = new int[size];
  }

  /** For those who read all series. */
  static SymbolCache large() {
    return new SymbolCache(SIZE);
  }

  /** For those who read a few. */
  static SymbolCache none() {
    return new SymbolCache(0);
  }

  String get(IndexSymbols symbols, MappedInput input, int number) {
    if (numbers.length == 0) {
      return symbols.get(input, number);
    }
    int slot = number & SIZE - 1;
    String known = strings[slot];
    if (known == null || numbers[slot] != number) {
      known = symbols.get(input, number);
      strings[slot] = known;
      numbers[slot] = number;
    }
    return known;
  }
}

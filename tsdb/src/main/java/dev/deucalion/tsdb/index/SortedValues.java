package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Utf8Order;
import java.util.BitSet;

/**
 * The values of a label in byte order. Lists of values are asked for again and again while few of
 * them change, so the last order is kept, and the next one starts from it. Immutable.
 */
final class SortedValues {
  static final SortedValues NONE = new SortedValues(-1, new int[0]);

  private final int changes;
  private final int[] symbols;

  private SortedValues(int changes, int[] symbols) {
    this.changes = changes;
    this.symbols = symbols;
  }

  /** Whether these are the values after so many changes. */
  boolean areOf(int otherChanges) {
    return changes == otherChanges;
  }

  /** The symbols of the values, sorted; not to be changed. */
  int[] symbols() {
    return symbols;
  }

  /**
   * Sorts other values of the same label.
   *
   * @param values their symbols, each once, in any order
   */
  SortedValues next(SeriesCatalog catalog, int newChanges, int[] values) {
    BitSet rest = new BitSet();
    for (int value : values) {
      rest.set(value);
    }
    int[] sorted = new int[values.length];
    int n = 0;
    for (int symbol : symbols) {
      if (rest.get(symbol)) {
        rest.clear(symbol);
        sorted[n++] = symbol;
      }
    }
    for (int symbol = rest.nextSetBit(0); symbol >= 0; symbol = rest.nextSetBit(symbol + 1)) {
      sorted[n++] = symbol;
    }
    // What is in order already takes little time; a symbol may have got another string meanwhile.
    IntSort.sort(sorted, (a, b) -> Utf8Order.compare(catalog.symbol(a), catalog.symbol(b)));
    return new SortedValues(newChanges, sorted);
  }
}

package dev.deucalion.tsdb.index;

import java.util.BitSet;

/**
 * What a matcher said of the values of one label in the head, by symbol: whoever asks the same
 * again need not run it. Good as long as no symbol has been retired since, and for those who pinned
 * the series before they took it: then no symbol stands for another string. Immutable.
 */
final class DecidedValues {
  private static final int BYTES_OF_OBJECTS = 256;

  private final int retirements;
  private final Object label;
  private final int changes;
  private final BitSet known;
  private final BitSet accepted;

  /**
   * The decisions of a matcher; the caller gives the bits away.
   *
   * @param retirements {@link SeriesCatalog#symbolRetirements} before the first of them
   * @param label whose values they are
   * @param changes {@link LabelPostings#changes} when all of them had been decided
   */
  DecidedValues(int retirements, LabelPostings label, int changes, BitSet known, BitSet accepted) {
    this.retirements = retirements;
    this.label = label.identity();
    this.changes = changes;
    this.known = known;
    this.accepted = accepted;
  }

  /** Whether they are good after so many retirements. */
  boolean areOf(int otherRetirements) {
    return retirements == otherRetirements;
  }

  /** Whether every value that a label has now is among them; under the head's read lock. */
  boolean areAllOf(LabelPostings other) {
    return label.equals(other.identity()) && changes == other.changes();
  }

  boolean knows(int symbol) {
    return known.get(symbol);
  }

  boolean accepts(int symbol) {
    return accepted.get(symbol);
  }

  /** How many values it accepted, or how many it did not. */
  int count(boolean wanted) {
    int yes = accepted.cardinality();
    return wanted ? yes : known.cardinality() - yes;
  }

  /**
   * The symbol from a number on that it accepted, or did not, or -1. The label may have lost the
   * value.
   */
  int next(int from, boolean wanted) {
    if (wanted) {
      return accepted.nextSetBit(from);
    }
    int symbol = known.nextSetBit(from);
    while (symbol >= 0 && accepted.get(symbol)) {
      symbol = known.nextSetBit(symbol + 1);
    }
    return symbol;
  }

  /** Adds these to others that were made since. */
  void addTo(BitSet otherKnown, BitSet otherAccepted) {
    otherKnown.or(known);
    otherAccepted.or(accepted);
  }

  /** Memory that they take. */
  long bytes() {
    return BYTES_OF_OBJECTS + ((long) known.size() + accepted.size()) / Byte.SIZE;
  }
}

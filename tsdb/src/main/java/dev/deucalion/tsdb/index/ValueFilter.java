package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Matcher;
import java.util.BitSet;

/** A matcher that remembers, by symbol, what it said of a value. For one thread. */
final class ValueFilter {
  private final Matcher matcher;
  private final SeriesCatalog catalog;
  private final LabelSetReader reader = new LabelSetReader();
  private final BitSet known = new BitSet();
  private final BitSet accepted = new BitSet();

  /** Symbol of the label's name, once there is one. */
  private int name = SeriesCatalog.NO_SYMBOL;

  ValueFilter(Matcher matcher, SeriesCatalog catalog) {
    this.matcher = matcher;
    this.catalog = catalog;
  }

  Matcher matcher() {
    return matcher;
  }

  /** Whether the matcher matches a value. */
  boolean accepts(int value) {
    if (!known.get(value)) {
      known.set(value);
      accepted.set(value, matcher.matches(catalog.symbol(value)));
    }
    return accepted.get(value);
  }

  /** Whether the matcher matches the value that a series has, the empty one included. */
  boolean acceptsSeries(int id) {
    if (name == SeriesCatalog.NO_SYMBOL) {
      name = catalog.findSymbol(matcher.name());
    }
    catalog.read(id, reader);
    while (reader.next()) {
      if (reader.name() == name) {
        return accepts(reader.value());
      }
    }
    return matcher.matchesEmpty();
  }
}

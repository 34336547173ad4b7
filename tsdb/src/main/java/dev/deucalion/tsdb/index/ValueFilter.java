package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.ReadGuard;
import java.util.BitSet;

/** A matcher that remembers, by number, what it said of a value. For one source and one thread. */
public final class ValueFilter {
  private final Matcher matcher;
  private final BitSet known = new BitSet();
  private final BitSet accepted = new BitSet();
  private int asked;

  ValueFilter(Matcher matcher) {
    this.matcher = matcher;
  }

  Matcher matcher() {
    return matcher;
  }

  /** Whether the matcher matches a value; not remembered. */
  public boolean accepts(String value) {
    ReadGuard.check(++asked);
    return matcher.matches(value);
  }

  /** Whether the matcher matches the value of a number. */
  public boolean accepts(LabelSource label, int value) {
    ReadGuard.check(++asked);
    if (!known.get(value)) {
      known.set(value);
      accepted.set(value, matcher.matches(label.value(value)));
    }
    return accepted.get(value);
  }

  /** Whether the matcher matches the value that a series has, the empty one included. */
  boolean acceptsSeries(LabelSource label, int id) {
    int value = label.valueOf(id);
    return value == LabelSource.NO_VALUE ? matcher.matchesEmpty() : accepts(label, value);
  }
}

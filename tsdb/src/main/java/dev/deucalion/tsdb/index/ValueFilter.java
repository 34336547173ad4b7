package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.ReadGuard;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A matcher that remembers, by number, what it said of a value. For one source and one thread. */
public final class ValueFilter {
  private final Matcher matcher;
  private final BitSet known = new BitSet();
  private final BitSet accepted = new BitSet();
  private @Nullable DecidedValues recalled;
  private int asked;

  ValueFilter(Matcher matcher) {
    this.matcher = matcher;
  }

  Matcher matcher() {
    return matcher;
  }

  /**
   * Strings of which every value that the filter names begins with one, or null when none are
   * known. See {@link #names}.
   */
  public @Nullable List<String> prefixes() {
    return matcher.prefixes();
  }

  /**
   * Whether the filter names a value: accepts it, or, where it accepts the empty value, refuses it.
   * Not remembered.
   */
  public boolean names(String value) {
    ReadGuard.check(++asked);
    return matcher.matches(value) != matcher.matchesEmpty();
  }

  /** Whether the matcher matches the value of a number. */
  public boolean accepts(LabelSource label, int value) {
    ReadGuard.check(++asked);
    if (recalled != null && recalled.knows(value)) {
      return recalled.accepts(value);
    }
    if (!known.get(value)) {
      known.set(value);
      accepted.set(value, matcher.matches(label.value(value)));
    }
    return accepted.get(value);
  }

  /** Takes over what the matcher said before of values of the head. */
  void recall(@Nullable DecidedValues decided) {
    recalled = decided;
  }

  /** What the matcher said of all values of a label, or null where that is not known. */
  @Nullable DecidedValues decisionsOfAll(LabelPostings label) {
    return recalled != null && recalled.areAllOf(label) ? recalled : null;
  }

  /**
   * What the matcher has said of the values of a label, which is taken over.
   *
   * @param changes {@link LabelPostings#changes} of the values that were decided
   */
  DecidedValues decided(int retirements, LabelPostings label, int changes) {
    BitSet allKnown = (BitSet) known.clone();
    BitSet allAccepted = (BitSet) accepted.clone();
    if (recalled != null) {
      recalled.addTo(allKnown, allAccepted);
    }
    DecidedValues decided = new DecidedValues(retirements, label, changes, allKnown, allAccepted);
    recalled = decided;
    return decided;
  }

  /** Whether the matcher matches the value that a series has, the empty one included. */
  boolean acceptsSeries(LabelSource label, int id) {
    int value = label.valueOf(id);
    return value == LabelSource.NO_VALUE ? matcher.matchesEmpty() : accepts(label, value);
  }
}

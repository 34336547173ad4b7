package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of one side of a binary operator between vectors, by match group. */
final class MatchSide {
  private static final int NONE = -1;

  private final QueryLimits limits;
  private final List<List<Integer>> members;
  private final SharedColumns columns;
  private final Column scratch;

  /** For each group the steps where it has a value; null until needed. */
  private final long[] @Nullable [] presence;

  /** Two series of a group that have a value at the same step: the first one, and another. */
  record Clash(int group, int step, int first, int second) {}

  /**
   * @param members series of each group
   * @param uses how often each series will be read by {@link #read} and {@link #readMerged}
   */
  MatchSide(
      QueryLimits limits,
      VectorOperator input,
      List<List<Integer>> members,
      int steps,
      int[] uses) {
    this.limits = limits;
    this.members = members;
    this.columns = new SharedColumns(limits, input, steps, uses);
    this.scratch = limits.workingColumn(steps);
    this.presence = new long[members.size()][];
  }

  /** Reads the series that have no match and were not read yet. */
  void readUnused() {
    columns.readUnused();
  }

  /** Reads all series that were not read yet. */
  void readRest() {
    columns.readRest();
  }

  /** Says for which groups {@link #readFill} will be called. */
  void expectPresence(BitSet groups) {
    groups.stream().forEach(group -> members.get(group).forEach(columns::addUse));
  }

  void read(int series, Column out) {
    columns.read(series, out);
  }

  /** Reads series of which one at most has a value at any step that matters. */
  void readMerged(List<Integer> series, Column out) {
    columns.read(series.getFirst(), out);
    for (int i = 1; i < series.size(); i++) {
      limits.checkpoint();
      columns.read(series.get(i), scratch);
      out.fillFrom(scratch);
    }
  }

  /** A value at each step where the group has none. */
  void readFill(int group, double value, Column out) {
    long[] present = presence[group];
    if (present == null) {
      present = limits.stepBits(scratch.steps());
      for (int i : members.get(group)) {
        columns.read(i, scratch);
        scratch.addPresentTo(present);
      }
      presence[group] = present;
    }
    out.fill(value);
    for (int w = 0; w < present.length; w++) {
      out.retain(w, ~present[w]);
    }
  }

  /**
   * The first clash, or null where there is none: the one at the earliest step, and at that step of
   * the series that comes first.
   *
   * @param otherSide only steps where this side has any value count; null: all
   */
  @Nullable Clash firstClash(@Nullable MatchSide otherSide) {
    Clash first = null;
    long[] counted = null;
    for (int group = 0; group < members.size(); group++) {
      if (members.get(group).size() < 2) {
        continue;
      }
      long[] seen = new long[scratch.present.length];
      int[] owner = new int[scratch.steps()];
      for (int i : members.get(group)) {
        readOnceMore(i);
        long[] present = new long[seen.length];
        scratch.addPresentTo(present);
        if (firstCommon(present, seen) != NONE && otherSide != null) {
          counted = counted == null ? otherSide.allPresent() : counted;
          present = and(present, counted);
        }
        int step = firstCommon(present, seen);
        if (step != NONE
            && (first == null || step < first.step || (step == first.step && i < first.second))) {
          first = new Clash(group, step, owner[step], i);
        }
        own(i, seen, owner);
        scratch.addPresentTo(seen);
      }
    }
    return first;
  }

  /** Makes the series that was read the owner of the steps that were not seen before. */
  private void own(int series, long[] seen, int[] owner) {
    for (int w = 0; w < seen.length; w++) {
      for (long bits = scratch.anyPresent(w) & ~seen[w]; bits != 0; bits &= bits - 1) {
        owner[(w << 6) + Long.numberOfTrailingZeros(bits)] = series;
      }
    }
  }

  /** The steps where any series has a value. */
  private long[] allPresent() {
    long[] present = new long[scratch.present.length];
    for (List<Integer> group : members) {
      for (int i : group) {
        readOnceMore(i);
        scratch.addPresentTo(present);
      }
    }
    return present;
  }

  private void readOnceMore(int series) {
    columns.addUse(series);
    columns.read(series, scratch);
  }

  private static long[] and(long[] a, long[] b) {
    long[] both = new long[a.length];
    for (int w = 0; w < both.length; w++) {
      both[w] = a[w] & b[w];
    }
    return both;
  }

  /** The first step that is in both, or {@link #NONE}. */
  private static int firstCommon(long[] a, long[] b) {
    for (int w = 0; w < a.length; w++) {
      long both = a[w] & b[w];
      if (both != 0) {
        return (w << 6) + Long.numberOfTrailingZeros(both);
      }
    }
    return NONE;
  }
}

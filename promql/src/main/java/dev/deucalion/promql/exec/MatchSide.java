package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of one side of a binary operator between vectors, by match group. */
final class MatchSide {
  private final List<List<Integer>> members;
  private final int steps;
  private final SharedColumns columns;
  private final Column scratch;

  /** For each group the steps where it has a value; null until needed. */
  private final long[] @Nullable [] presence;

  /** Two series of a group that have a value at the same step. */
  record Clash(int first, int second) {}

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
    this.members = members;
    this.steps = steps;
    this.columns = new SharedColumns(limits, input, steps, uses);
    this.scratch = new Column(steps);
    this.presence = new long[members.size()][];
  }

  /** Reads the series that have no match and were not read yet. */
  void readUnused() {
    columns.readUnused();
  }

  /** Says that {@link #readFill} will be called. */
  void expectPresence() {
    members.forEach(group -> group.forEach(columns::addUse));
  }

  void read(int series, Column out) {
    columns.read(series, out);
  }

  /** Reads series of which one at most has a value at any step that matters. */
  void readMerged(List<Integer> series, Column out) {
    columns.read(series.getFirst(), out);
    for (int i = 1; i < series.size(); i++) {
      columns.read(series.get(i), scratch);
      out.fillFrom(scratch);
    }
  }

  /** A value at each step where the group has none. */
  void readFill(int group, double value, Column out) {
    long[] present = presence[group];
    if (present == null) {
      present = new long[scratch.present.length];
      for (int i : members.get(group)) {
        columns.read(i, scratch);
        add(scratch.present, present);
      }
      presence[group] = present;
    }
    out.fill(value);
    for (int w = 0; w < present.length; w++) {
      out.present[w] &= ~present[w];
    }
  }

  private static void add(long[] bits, long[] to) {
    for (int w = 0; w < to.length; w++) {
      to[w] |= bits[w];
    }
  }

  /**
   * Two series of a group that have a value at the same step, or null where there are none.
   *
   * @param otherSide only steps where this side has any value count; null: all
   */
  @Nullable Clash findClash(int group, @Nullable MatchSide otherSide) {
    List<Integer> series = members.get(group);
    if (series.size() < 2) {
      return null;
    }
    List<Column> before = new ArrayList<>();
    for (int i : series) {
      columns.addUse(i);
      Column column = new Column(steps);
      columns.read(i, column);
      for (int b = 0; b < before.size(); b++) {
        long[] common = common(column.present, before.get(b).present);
        if (common != null && (otherSide == null || otherSide.hasAny(common))) {
          return new Clash(series.get(b), i);
        }
      }
      before.add(column);
    }
    return null;
  }

  private static long @Nullable [] common(long[] a, long[] b) {
    long[] both = new long[a.length];
    boolean any = false;
    for (int w = 0; w < both.length; w++) {
      both[w] = a[w] & b[w];
      any |= both[w] != 0;
    }
    return any ? both : null;
  }

  /** Whether any series has a value at one of these steps. */
  private boolean hasAny(long[] stepBits) {
    for (List<Integer> group : members) {
      for (int i : group) {
        columns.addUse(i);
        columns.read(i, scratch);
        if (common(scratch.present, stepBits) != null) {
          return true;
        }
      }
    }
    return false;
  }
}

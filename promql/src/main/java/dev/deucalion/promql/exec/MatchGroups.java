package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.VectorMatching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of both sides of a binary operator, grouped by the labels that they match on.
 *
 * @param labels of each group, those that its series match on
 * @param leftGroup for each series of the left side its group
 * @param rightGroup for each series of the right side its group
 * @param left series of the left side of each group, ascending
 * @param right series of the right side of each group, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
record MatchGroups(
    List<Labels> labels,
    int[] leftGroup,
    int[] rightGroup,
    List<List<Integer>> left,
    List<List<Integer>> right) {

  /** Of each group while groups are looked for, its entry in the table and its number. */
  private static final long ENTRY_BYTES = 64;

  /** Of each group, its two lists of members and the references to them and to its labels. */
  private static final long GROUP_BYTES = 96;

  /** Of each series, its number as a member, the reference to that and the number of its group. */
  private static final long MEMBER_BYTES = 24;

  /**
   * Finds the groups.
   *
   * @throws dev.deucalion.promql.QueryException where it is too much
   */
  static MatchGroups of(
      QueryLimits limits, List<Labels> left, List<Labels> right, VectorMatching matching) {
    limits.holdBytes(MEMBER_BYTES * ((long) left.size() + right.size()));
    Map<Labels, Integer> index = new HashMap<>();
    List<Labels> labels = new ArrayList<>();
    int[] leftGroup = groupsOf(limits, left, matching, index, labels);
    int[] rightGroup = groupsOf(limits, right, matching, index, labels);
    limits.releaseBytes(ENTRY_BYTES * labels.size());
    return new MatchGroups(
        labels,
        leftGroup,
        rightGroup,
        membersOf(leftGroup, labels.size()),
        membersOf(rightGroup, labels.size()));
  }

  private static int[] groupsOf(
      QueryLimits limits,
      List<Labels> series,
      VectorMatching matching,
      Map<Labels, Integer> index,
      List<Labels> labels) {
    Pace pace = new Pace(limits);
    int[] groups = new int[series.size()];
    for (int i = 0; i < groups.length; i++) {
      pace.step();
      Labels key =
          matching.on()
              ? LabelSets.keep(series.get(i), matching.labels())
              : LabelSets.withoutAndNameless(series.get(i), matching.labels());
      Integer group = index.putIfAbsent(key, labels.size());
      if (group == null) {
        limits.holdBytes(ENTRY_BYTES + GROUP_BYTES + MergedSeries.sharingBytes(key));
        group = labels.size();
        labels.add(key);
      }
      groups[i] = group;
    }
    return groups;
  }

  private static List<List<Integer>> membersOf(int[] groups, int count) {
    List<List<Integer>> members = new ArrayList<>(count);
    for (int g = 0; g < count; g++) {
      members.add(new ArrayList<>(1));
    }
    for (int i = 0; i < groups.length; i++) {
      members.get(groups[i]).add(i);
    }
    return members;
  }

  int count() {
    return labels.size();
  }
}

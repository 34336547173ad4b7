package dev.deucalion.promql.explain;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.exec.LabelSets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds out how the series of two vectors match. */
final class Matches {
  private static final int MAX_EXAMPLES = 3;

  /** How many series of the other side are compared with one that has no partner. */
  private static final int MAX_COMPARED = 500;

  /** What a group takes in its table, with its list. */
  private static final int GROUP_BYTES = 120;

  private final VectorMatching matching;
  private final Room room;
  private final Map<Labels, List<Labels>> left;
  private final Map<Labels, List<Labels>> right;

  /**
   * @param room counts the groups
   */
  Matches(VectorMatching matching, List<Labels> left, List<Labels> right, Room room) {
    this.matching = matching;
    this.room = room;
    this.left = groups(left);
    this.right = groups(right);
  }

  MatchReport report() {
    int matched = (int) left.keySet().stream().filter(right::containsKey).count();
    return switch (matching.cardinality()) {
      case ONE_TO_ONE -> report(matched, true, true);
      case MANY_TO_ONE -> report(matched, false, true);
      case ONE_TO_MANY -> report(matched, true, false);
      case MANY_TO_MANY -> report(matched, false, false);
    };
  }

  private MatchReport report(int matched, boolean oneLeft, boolean oneRight) {
    return new MatchReport(
        matching, matched, side(left, right, oneLeft), side(right, left, oneRight));
  }

  private Map<Labels, List<Labels>> groups(List<Labels> series) {
    Map<Labels, List<Labels>> groups = new LinkedHashMap<>();
    for (Labels labels : series) {
      room.step();
      Labels key = key(labels);
      List<Labels> group = groups.get(key);
      if (group == null) {
        room.hold(GROUP_BYTES + key.heapBytes());
        group = new ArrayList<>(1);
        groups.put(key, group);
      }
      room.hold(Long.BYTES);
      group.add(labels);
    }
    return groups;
  }

  private Labels key(Labels series) {
    return matching.on()
        ? LabelSets.keep(series, matching.labels())
        : LabelSets.withoutAndNameless(series, matching.labels());
  }

  private MatchReport.Side side(
      Map<Labels, List<Labels>> side, Map<Labels, List<Labels>> other, boolean onlyOne) {
    int unmatchedSeries = 0;
    int crowdedGroups = 0;
    List<MatchReport.Unmatched> unmatched = new ArrayList<>();
    List<MatchReport.Crowded> crowded = new ArrayList<>();
    for (Map.Entry<Labels, List<Labels>> group : side.entrySet()) {
      room.step();
      List<Labels> series = group.getValue();
      if (!other.containsKey(group.getKey())) {
        unmatchedSeries += series.size();
        if (unmatched.size() < MAX_EXAMPLES) {
          unmatched.add(nearest(series.getFirst(), group.getKey(), other));
        }
      } else if (onlyOne && series.size() > 1) {
        crowdedGroups++;
        if (crowded.size() < MAX_EXAMPLES) {
          List<Labels> few = series.subList(0, Math.min(series.size(), MAX_EXAMPLES));
          crowded.add(new MatchReport.Crowded(group.getKey(), few));
        }
      }
    }
    return new MatchReport.Side(unmatchedSeries, unmatched, crowdedGroups, crowded);
  }

  private static MatchReport.Unmatched nearest(
      Labels series, Labels key, Map<Labels, List<Labels>> other) {
    Labels best = Labels.EMPTY;
    List<String> fewest = List.of();
    int compared = 0;
    for (Map.Entry<Labels, List<Labels>> group : other.entrySet()) {
      List<String> differing = differing(key, group.getKey());
      if (compared == 0 || differing.size() < fewest.size()) {
        best = group.getValue().getFirst();
        fewest = differing;
      }
      if (++compared == MAX_COMPARED) {
        break;
      }
    }
    return new MatchReport.Unmatched(series, best, fewest);
  }

  private static List<String> differing(Labels a, Labels b) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < a.size(); i++) {
      values.put(a.name(i), a.value(i));
    }
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < b.size(); i++) {
      if (!b.value(i).equals(values.remove(b.name(i)))) {
        names.add(b.name(i));
      }
    }
    names.addAll(values.keySet());
    return List.copyOf(names);
  }
}

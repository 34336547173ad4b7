package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link MatchPlan} of two vectors. How often it will read each series is known before it
 * is made, since there may be as many pairs as the product of both sides.
 */
final class MatchPlanner {
  /** Of each pair, itself and the references to it and to its labels. */
  private static final int PAIR_BYTES = 40;

  /** Of each group, the table of its "one" side. */
  private static final int TABLE_BYTES = 152;

  /** Of each entry of such a table, itself. */
  private static final int ENTRY_BYTES = 48;

  /** Of each entry, its list of series, which pairs share. */
  private static final int LIST_BYTES = 48;

  /** Of each series of the "one" side, its number and the reference to that. */
  private static final int ONE_BYTES = 24;

  private final QueryLimits limits;
  private final List<Labels> many;
  private final List<Labels> one;
  private final VectorMatching matching;
  private final boolean dropName;
  private final boolean fillMany;
  private final boolean fillOne;
  private final MatchGroups groups;
  private final List<@Nullable Map<Labels, List<Integer>>> onesByGroup;
  private final Pace pace;

  /** Of tables, which are held until there is a plan. */
  private long tableBytes;

  /**
   * @param dropName whether results have no metric name
   */
  MatchPlanner(
      QueryLimits limits,
      List<Labels> many,
      List<Labels> one,
      VectorMatching matching,
      boolean dropName) {
    this.limits = limits;
    this.many = many;
    this.one = one;
    this.matching = matching;
    this.dropName = dropName;
    this.fillMany = matching.fillLeft() != null;
    this.fillOne = matching.fillRight() != null;
    this.groups = MatchGroups.of(limits, many, one, matching);
    this.onesByGroup = new ArrayList<>(Collections.nCopies(groups.count(), null));
    this.pace = new Pace(limits);
  }

  /** The sides, "many" on the left. */
  MatchGroups groups() {
    return groups;
  }

  /** In how many pairs each series of the "many" side is. */
  int[] manyUses() {
    int[] uses = new int[many.size()];
    for (int m = 0; m < uses.length; m++) {
      uses[m] = onesOf(groups.leftGroup()[m]).size() + (fillOne ? 1 : 0);
    }
    return uses;
  }

  /** In how many pairs each series of the "one" side is. */
  int[] oneUses() {
    int[] uses = new int[one.size()];
    for (int o = 0; o < uses.length; o++) {
      uses[o] = groups.left().get(groups.rightGroup()[o]).size() + (fillMany ? 1 : 0);
    }
    return uses;
  }

  /** The groups where a value stands for missing series of the "many" side. */
  BitSet manyFilled() {
    return filled(fillMany, groups.rightGroup());
  }

  /** The groups where a value stands for missing series of the "one" side. */
  BitSet oneFilled() {
    return filled(fillOne, groups.leftGroup());
  }

  private static BitSet filled(boolean fill, int[] groupsOfOther) {
    BitSet filled = new BitSet();
    if (fill) {
      for (int group : groupsOfOther) {
        filled.set(group);
      }
    }
    return filled;
  }

  /**
   * What meets. Nothing else is asked after that: the tables are let go.
   *
   * @throws dev.deucalion.promql.QueryException where it is too much
   */
  MatchPlan plan() {
    MatchPlan plan = new MatchPlan(groups, new ArrayList<>(), new ArrayList<>());
    for (int m = 0; m < many.size(); m++) {
      int group = groups.leftGroup()[m];
      for (Map.Entry<Labels, List<Integer>> ones : onesOf(group).entrySet()) {
        add(new MatchPlan.Pair(group, m, ones.getValue()), many.get(m), ones.getKey(), plan);
      }
      if (fillOne) {
        Labels given = groups.labels().get(group);
        add(new MatchPlan.Pair(group, m, List.of()), many.get(m), given, plan);
      }
    }
    if (fillMany) {
      for (int o = 0; o < one.size(); o++) {
        int group = groups.rightGroup()[o];
        MatchPlan.Pair pair = new MatchPlan.Pair(group, MatchPlan.FILL, List.of(o));
        add(pair, groups.labels().get(group), one.get(o), plan);
      }
    }
    onesByGroup.clear();
    limits.releaseBytes(tableBytes);
    return plan;
  }

  /** The "one" side of a group by the labels that it gives to results. */
  private Map<Labels, List<Integer>> onesOf(int group) {
    Map<Labels, List<Integer>> ones = onesByGroup.get(group);
    if (ones == null) {
      holdTable(TABLE_BYTES);
      ones = new LinkedHashMap<>();
      for (int o : groups.right().get(group)) {
        pace.step();
        Labels given = LabelSets.keep(one.get(o), matching.include());
        List<Integer> same = ones.get(given);
        if (same == null) {
          holdTable(ENTRY_BYTES + MergedSeries.sharingBytes(given));
          limits.holdBytes(LIST_BYTES);
          same = new ArrayList<>(1);
          ones.put(given, same);
        }
        limits.holdBytes(ONE_BYTES);
        same.add(o);
      }
      onesByGroup.set(group, ones);
    }
    return ones;
  }

  private void holdTable(long bytes) {
    limits.holdBytes(bytes);
    tableBytes += bytes;
  }

  private void add(MatchPlan.Pair pair, Labels manyLabels, Labels given, MatchPlan plan) {
    pace.step();
    Labels result = result(manyLabels, given);
    limits.holdBytes(PAIR_BYTES + MergedSeries.sharingBytes(result));
    plan.pairs().add(pair);
    plan.labels().add(result);
  }

  private Labels result(Labels manyLabels, Labels given) {
    Labels result = dropName ? LabelSets.withoutMetadata(manyLabels) : manyLabels;
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      return matching.on()
          ? LabelSets.keep(result, matching.labels())
          : LabelSets.without(result, matching.labels());
    }
    if (matching.include().isEmpty()) {
      return result;
    }
    LabelsBuilder builder = result.toBuilder();
    for (String name : matching.include()) {
      builder.set(name, given.get(name));
    }
    return builder.build();
  }
}

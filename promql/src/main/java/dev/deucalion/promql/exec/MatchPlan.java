package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which series of the "many" side meets which ones of the "one" side, and the labels of the
 * results. With one-to-one matching the left side stands for "many".
 *
 * @param groups the sides, "many" on the left
 * @param pairs what meets
 * @param labels of each pair's result
 */
record MatchPlan(MatchGroups groups, List<Pair> pairs, List<Labels> labels) {
  /** In a pair: not a series but a value for those that are missing. */
  static final int FILL = -1;

  /**
   * @param many series of the "many" side, or {@link #FILL}
   * @param ones series of the "one" side, of which one at most has a value at a step; empty for a
   *     fill value
   */
  record Pair(int group, int many, List<Integer> ones) {}

  /**
   * @param dropName whether results have no metric name
   * @param fillMany whether there is a value for missing series of the "many" side
   * @param fillOne the same for the "one" side
   */
  static MatchPlan of(
      QueryLimits limits,
      List<Labels> many,
      List<Labels> one,
      VectorMatching matching,
      boolean dropName,
      boolean fillMany,
      boolean fillOne) {
    MatchGroups groups = MatchGroups.of(limits, many, one, matching);
    Builder builder = new Builder(groups, matching, dropName, one);
    Pace pace = new Pace(limits);
    for (int m = 0; m < many.size(); m++) {
      pace.step();
      int group = groups.leftGroup()[m];
      for (Map.Entry<Labels, List<Integer>> ones : builder.onesOf(group).entrySet()) {
        builder.add(group, m, ones.getValue(), many.get(m), ones.getKey());
      }
      if (fillOne) {
        builder.add(group, m, List.of(), many.get(m), groups.labels().get(group));
      }
    }
    if (fillMany) {
      for (int o = 0; o < one.size(); o++) {
        pace.step();
        int group = groups.rightGroup()[o];
        builder.add(group, FILL, List.of(o), groups.labels().get(group), one.get(o));
      }
    }
    return new MatchPlan(groups, builder.pairs, builder.labels);
  }

  private static final class Builder {
    private final MatchGroups groups;
    private final VectorMatching matching;
    private final boolean dropName;
    private final List<Labels> one;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Labels> labels = new ArrayList<>();
    private final List<@Nullable Map<Labels, List<Integer>>> onesByGroup;

    private Builder(
        MatchGroups groups, VectorMatching matching, boolean dropName, List<Labels> one) {
      this.groups = groups;
      this.matching = matching;
      this.dropName = dropName;
      this.one = one;
      this.onesByGroup = new ArrayList<>(Collections.nCopies(groups.count(), null));
    }

    /** The "one" side of a group by the labels that it gives to results. */
    private Map<Labels, List<Integer>> onesOf(int group) {
      Map<Labels, List<Integer>> ones = onesByGroup.get(group);
      if (ones == null) {
        ones = new LinkedHashMap<>();
        for (int o : groups.right().get(group)) {
          Labels given = LabelSets.keep(one.get(o), matching.include());
          ones.computeIfAbsent(given, key -> new ArrayList<>(1)).add(o);
        }
        onesByGroup.set(group, ones);
      }
      return ones;
    }

    private void add(int group, int many, List<Integer> ones, Labels manyLabels, Labels given) {
      pairs.add(new Pair(group, many, ones));
      labels.add(result(manyLabels, given));
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
}

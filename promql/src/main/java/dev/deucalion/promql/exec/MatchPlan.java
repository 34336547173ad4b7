package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import java.util.List;

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
}

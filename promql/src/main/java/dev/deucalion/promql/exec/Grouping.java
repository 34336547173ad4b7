package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.AggregateExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which group each series of an aggregation belongs to.
 *
 * @param groups labels of the groups, in the order in which their first series come
 * @param groupOf for each series the index of its group
 */
@SuppressWarnings("ArrayRecordComponent")
record Grouping(List<Labels> groups, int[] groupOf) {
  /** Of each group while groups are looked for, its entry in the table and its number. */
  private static final long ENTRY_BYTES = 64;

  /** Of no series. */
  static final Grouping NONE = new Grouping(List.of(), new int[0]);

  /** The labels that a group has, of {@code by} or {@code without}. */
  static UnaryOperator<Labels> labelsOf(AggregateExpr expr) {
    return expr.without()
        ? labels -> LabelSets.withoutAndNameless(labels, expr.grouping())
        : labels -> LabelSets.keep(labels, expr.grouping());
  }

  /**
   * Finds the groups.
   *
   * @throws dev.deucalion.promql.QueryException where it is too much
   */
  static Grouping of(QueryLimits limits, List<Labels> series, UnaryOperator<Labels> labelsOf) {
    limits.holdBytes((long) Integer.BYTES * series.size());
    Pace pace = new Pace(limits);
    Map<Labels, Integer> index = new HashMap<>();
    List<Labels> groups = new ArrayList<>();
    int[] groupOf = new int[series.size()];
    for (int i = 0; i < groupOf.length; i++) {
      pace.step();
      Labels labels = labelsOf.apply(series.get(i));
      Integer group = index.putIfAbsent(labels, groups.size());
      if (group == null) {
        limits.holdBytes(ENTRY_BYTES + MergedSeries.sharingBytes(labels));
        groupOf[i] = groups.size();
        groups.add(labels);
      } else {
        groupOf[i] = group;
      }
    }
    limits.releaseBytes(ENTRY_BYTES * groups.size());
    return new Grouping(groups, groupOf);
  }
}

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
  /** Of no series. */
  static final Grouping NONE = new Grouping(List.of(), new int[0]);

  /** The labels that a group has, of {@code by} or {@code without}. */
  static UnaryOperator<Labels> labelsOf(AggregateExpr expr) {
    return expr.without()
        ? labels -> LabelSets.withoutAndNameless(labels, expr.grouping())
        : labels -> LabelSets.keep(labels, expr.grouping());
  }

  static Grouping of(QueryLimits limits, List<Labels> series, UnaryOperator<Labels> labelsOf) {
    Pace pace = new Pace(limits);
    Map<Labels, Integer> index = new HashMap<>();
    List<Labels> groups = new ArrayList<>();
    int[] groupOf = new int[series.size()];
    for (int i = 0; i < groupOf.length; i++) {
      pace.step();
      Labels labels = labelsOf.apply(series.get(i));
      Integer group = index.putIfAbsent(labels, groups.size());
      if (group == null) {
        groupOf[i] = groups.size();
        groups.add(labels);
      } else {
        groupOf[i] = group;
      }
    }
    return new Grouping(groups, groupOf);
  }
}

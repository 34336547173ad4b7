package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Utf8Order;
import java.util.ArrayList;
import java.util.List;

/** Merges lists of strings that are sorted in byte order and have each string once. */
final class SortedUnion {
  private SortedUnion() {}

  /** The strings of both lists, sorted, each once; neither list is changed. */
  static List<String> of(List<String> a, List<String> b) {
    List<String> union = new ArrayList<>(Math.max(a.size(), b.size()));
    int i = 0;
    int k = 0;
    while (i < a.size() && k < b.size()) {
      String left = a.get(i);
      String right = b.get(k);
      // Stores that follow one another in time mostly have the same strings.
      int order = left.equals(right) ? 0 : Utf8Order.compare(left, right);
      union.add(order <= 0 ? left : right);
      i += order <= 0 ? 1 : 0;
      k += order >= 0 ? 1 : 0;
    }
    union.addAll(a.subList(i, a.size()));
    union.addAll(b.subList(k, b.size()));
    return union;
  }
}

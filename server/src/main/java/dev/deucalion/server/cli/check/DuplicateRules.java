package dev.deucalion.server.cli.check;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Finds rules of one name and one set of labels. */
final class DuplicateRules {
  private record Key(String name, SortedMap<String, String> labels) {}

  private DuplicateRules() {}

  /** By names and values in turn; what ends first is less. */
  private static int compareLabels(SortedMap<String, String> a, SortedMap<String, String> b) {
    Iterator<Map.Entry<String, String>> others = b.entrySet().iterator();
    for (Map.Entry<String, String> label : a.entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      Map.Entry<String, String> other = others.next();
      int order = Utf8Order.compare(label.getKey(), other.getKey());
      order = order == 0 ? Utf8Order.compare(label.getValue(), other.getValue()) : order;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  /** What there is to say of them; empty where there are none. */
  static String describe(List<RuleGroupOptions> groups) {
    Map<Key, Integer> counts = new LinkedHashMap<>();
    for (RuleGroupOptions group : groups) {
      for (RuleOptions rule : group.rules()) {
        counts.merge(new Key(rule.name(), rule.labels()), 1, Integer::sum);
      }
    }
    List<Key> repeated = new ArrayList<>();
    counts.forEach((key, count) -> {
      if (count > 1) {
        repeated.add(key);
      }
    });
    if (repeated.isEmpty()) {
      return "";
    }
    repeated.sort(
        Comparator.comparing(Key::name, Utf8Order::compare)
            .thenComparing(Key::labels, DuplicateRules::compareLabels));
    StringBuilder out = new StringBuilder();
    out.append("lint error ").append(repeated.size()).append(" duplicate rule(s) found.\n");
    for (Key key : repeated) {
      out.append("Metric: ").append(key.name).append("\nLabel(s):\n");
      key.labels.forEach(
          (name, value) -> out.append('\t').append(name).append(": ").append(value).append('\n'));
    }
    return out.append("Might cause inconsistency while recording expressions").toString();
  }
}

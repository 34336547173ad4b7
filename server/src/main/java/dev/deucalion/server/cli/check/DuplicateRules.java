package dev.deucalion.server.cli.check;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Finds rules of one name and one set of labels. */
final class DuplicateRules {
  private record Key(String name, SortedMap<String, String> labels) {}

  private DuplicateRules() {}

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
    repeated.sort(Comparator.comparing(Key::name, Utf8Order::compare));
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

package dev.deucalion.kubernetes.role;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which objects of a role have to do with which others. Safe for many threads. */
final class JoinIndex {
  /** Keys of the role's objects, by link. */
  private final Map<String, Set<String>> keys = new HashMap<>();

  /** Makes the links of an object these instead of those before. */
  synchronized void replace(String key, Collection<String> before, Collection<String> after) {
    for (String link : before) {
      Set<String> linked = keys.get(link);
      if (linked != null && linked.remove(key) && linked.isEmpty()) {
        keys.remove(link);
      }
    }
    for (String link : after) {
      keys.computeIfAbsent(link, l -> new HashSet<>(2)).add(key);
    }
  }

  /** Keys of the objects with this link; a copy. */
  synchronized List<String> keysOf(String link) {
    Set<String> linked = keys.get(link);
    return linked == null ? List.of() : List.copyOf(linked);
  }
}

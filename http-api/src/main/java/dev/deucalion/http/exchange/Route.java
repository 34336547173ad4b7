package dev.deucalion.http.exchange;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a path pattern answers, by method.
 *
 * @param pattern path whose segments may be {@code :name}, which stands for any text, and whose
 *     last may be {@code *name}, which stands for any rest
 * @param label how metrics name it
 */
record Route(String pattern, String label, Map<String, Handler> handlers) {
  Route(String pattern, String label) {
    this(pattern, label, new TreeMap<>());
  }

  /** Whether it says nothing about other methods, whose paths are unknown then. */
  boolean isForOptionsOnly() {
    return handlers.size() == 1 && handlers.containsKey("OPTIONS");
  }

  /** Methods for the Allow header. */
  String allowed() {
    TreeMap<String, Handler> all = new TreeMap<>(handlers);
    all.put("OPTIONS", exchange -> {});
    return String.join(", ", all.keySet());
  }
}

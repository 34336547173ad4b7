package dev.deucalion.rules.options;

import dev.deucalion.model.labels.Utf8Order;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts by name, in byte order of the names. Other than {@link dev.deucalion.model.labels.Labels}
 * they keep empty values, which have a meaning in rules.
 */
public final class SortedTexts {
  private SortedTexts() {}

  /** An immutable copy. */
  public static SortedMap<String, String> copyOf(Map<String, String> texts) {
    TreeMap<String, String> sorted = new TreeMap<>(Utf8Order.COMPARATOR);
    sorted.putAll(texts);
    return Collections.unmodifiableSortedMap(sorted);
  }
}

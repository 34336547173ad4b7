package dev.deucalion.model.labels;

import java.util.Map;
import java.util.TreeMap;

/** Collects labels in any order and makes {@link Labels}. Not thread-safe; may be used again. */
public final class LabelsBuilder {
  private final TreeMap<String, String> labels = new TreeMap<>(Utf8Order.COMPARATOR);

  /** A builder without labels. */
  public LabelsBuilder() {}

  /** A builder that begins with these labels. */
  public LabelsBuilder(Labels base) {
    for (int i = 0; i < base.size(); i++) {
      labels.put(base.name(i), base.value(i));
    }
  }

  /** Sets each of some labels. */
  public LabelsBuilder setAll(Labels added) {
    for (int i = 0; i < added.size(); i++) {
      set(added.name(i), added.value(i));
    }
    return this;
  }

  /** Sets a label, or removes it where the value is empty. */
  public LabelsBuilder set(String name, String value) {
    if (value.isEmpty()) {
      labels.remove(name);
    } else {
      labels.put(name, value);
    }
    return this;
  }

  /** Takes a label away, where it is there. */
  public LabelsBuilder remove(String name) {
    labels.remove(name);
    return this;
  }

  /** The label's value, or the empty string where there is no such label. */
  public String get(String name) {
    return labels.getOrDefault(name, "");
  }

  /** Whether there is a label of this name. */
  public boolean has(String name) {
    return labels.containsKey(name);
  }

  /** Whether there are no labels. */
  public boolean isEmpty() {
    return labels.isEmpty();
  }

  /** Names at this moment, in byte order; a copy. */
  public String[] names() {
    return labels.keySet().toArray(new String[0]);
  }

  /** The labels, sorted by name. The builder may be used again. */
  public Labels build() {
    String[] pairs = new String[labels.size() * 2];
    int i = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      pairs[i++] = label.getKey();
      pairs[i++] = label.getValue();
    }
    return Labels.ofSortedPairs(pairs);
  }
}

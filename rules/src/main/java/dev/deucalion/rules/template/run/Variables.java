package dev.deucalion.rules.template.run;

import dev.deucalion.rules.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The variables that are in sight, the innermost last. Not thread-safe. */
final class Variables {
  private final List<String> names = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  int count() {
    return names.size();
  }

  /** Forgets those that were declared after there were so many. */
  void forget(int count) {
    names.subList(count, names.size()).clear();
    values.subList(count, values.size()).clear();
  }

  void declare(String name, Value value) {
    names.add(name);
    values.add(value);
  }

  /** Sets the innermost variable of a name; false where there is none. */
  boolean assign(String name, Value value) {
    int i = names.lastIndexOf(name);
    if (i >= 0) {
      values.set(i, value);
    }
    return i >= 0;
  }

  /** The innermost variable of a name; nothing where there is none. */
  Value get(String name) {
    int i = names.lastIndexOf(name);
    return i < 0 ? Value.NOTHING : values.get(i);
  }
}

package dev.deucalion.kubernetes.object;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Labels or annotations of an object: names with values, which may be empty, in the order of the
 * names. Names are pooled, since all objects of a kind have the same.
 */
public final class Attributes {
  public static final Attributes NONE = new Attributes(new String[0]);

  /** name0, value0, name1, value1, ... */
  private final String[] pairs;

  private Attributes(String[] pairs) {
    this.pairs = pairs;
  }

  /** The entries of a map; a null value counts as the empty one. */
  public static Attributes of(Map<String, @Nullable String> map) {
    if (map.isEmpty()) {
      return NONE;
    }
    String[] pairs = new String[map.size() * 2];
    int i = 0;
    for (Map.Entry<String, @Nullable String> entry : new TreeMap<>(map).entrySet()) {
      String value = entry.getValue();
      pairs[i++] = entry.getKey().intern();
      pairs[i++] = value == null ? "" : value;
    }
    return new Attributes(pairs);
  }

  /** The value, null where there is no such name. */
  public @Nullable String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** Gives names and values to the action, by name. */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(pairs[i], pairs[i + 1]);
    }
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Attributes other && Arrays.equals(pairs, other.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  @Override
  public String toString() {
    return Arrays.toString(pairs);
  }
}

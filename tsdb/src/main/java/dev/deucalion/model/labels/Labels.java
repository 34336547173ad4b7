package dev.deucalion.model.labels;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An immutable label set: names with non-empty values, sorted by name in byte order, each name
 * once.
 *
 * <p>A label with an empty value is the same as no label, so none is ever stored. Two label sets
 * are equal when all their names and values are; the order is that of Prometheus: name, value,
 * name, value, ..., the shorter first.
 */
public final class Labels implements Comparable<Labels> {
  /** The label set without labels. */
  public static final Labels EMPTY = new Labels(new String[0]);

  /** Of a label set, its array and its places in lists and maps. */
  private static final int SET_BYTES = 96;

  /** Of a label: two references, and a string without its characters. */
  private static final int LABEL_BYTES = 56;

  /** name0, value0, name1, value1, ... */
  private final String[] pairs;

  /** 0 until computed. */
  private int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Labels from names and values in turn, in any order; pairs with an empty value are left out.
   *
   * @throws IllegalArgumentException on an odd count or a name that comes twice
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a label name without a value");
    }
    LabelsBuilder builder = new LabelsBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (builder.has(namesAndValues[i])) {
        throw new IllegalArgumentException("label " + namesAndValues[i] + " comes twice");
      }
      builder.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** Labels from a map; entries with an empty value are left out. */
  public static Labels of(Map<String, String> map) {
    LabelsBuilder builder = new LabelsBuilder();
    map.forEach(builder::set);
    return builder.build();
  }

  /**
   * Takes over an array of names and values in turn, without a copy. The caller vouches for the
   * order, for distinct names and for values that are not empty, and never writes to it again.
   */
  public static Labels ofSortedPairs(String[] pairs) {
    return pairs.length == 0 ? EMPTY : new Labels(pairs);
  }

  /** Number of labels. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there are no labels. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** Name of label {@code i}, 0 up to {@link #size()} exclusive. */
  public String name(int i) {
    return pairs[2 * i];
  }

  /** Value of label {@code i}, 0 up to {@link #size()} exclusive. */
  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /** The label's value, or the empty string where there is no such label. */
  public String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /** Whether there is a label of this name. */
  public boolean has(String name) {
    return !get(name).isEmpty();
  }

  /** The metric name, or the empty string. */
  public String metricName() {
    return get(LabelNames.METRIC_NAME);
  }

  /** Gives names and values, in the order of the names. */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(pairs[i], pairs[i + 1]);
    }
  }

  /** This label set without the metric name; itself where it has none. */
  public Labels withoutMetricName() {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(LabelNames.METRIC_NAME)) {
        String[] rest = new String[pairs.length - 2];
        System.arraycopy(pairs, 0, rest, 0, i);
        System.arraycopy(pairs, i + 2, rest, i, rest.length - i);
        return ofSortedPairs(rest);
      }
    }
    return this;
  }

  /** About how many bytes this label set takes with its values; names are shared. */
  public long heapBytes() {
    long bytes = SET_BYTES;
    for (int i = 0; i < pairs.length; i += 2) {
      bytes += LABEL_BYTES + pairs[i + 1].length();
    }
    return bytes;
  }

  /** A builder that starts from these labels. */
  public LabelsBuilder toBuilder() {
    return new LabelsBuilder(this);
  }

  @Override
  public int compareTo(Labels other) {
    int n = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < n; i++) {
      int c = Utf8Order.compare(pairs[i], other.pairs[i]);
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Labels other && Arrays.equals(pairs, other.pairs);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Arrays.hashCode(pairs);
      hash = h;
    }
    return h;
  }

  /** As Prometheus writes a label set: <code>{a="b", c="d"}</code>, values quoted as Go would. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      if (i > 0) {
        out.append(", ");
      }
      appendName(out, pairs[i]);
      out.append('=');
      GoQuote.appendQuoted(out, pairs[i + 1]);
    }
    return out.append('}').toString();
  }

  private static void appendName(StringBuilder out, String name) {
    if (LabelNames.isLegacyLabelName(name)) {
      out.append(name);
    } else {
      GoQuote.appendQuoted(out, name);
    }
  }
}

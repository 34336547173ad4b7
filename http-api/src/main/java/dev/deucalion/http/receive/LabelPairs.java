package dev.deucalion.http.receive;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.labels.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series or exemplar as a client sent them: in any order, maybe with a name that
 * comes twice or text that is not UTF-8. Any number of {@link #add}, then {@link #sort}, then the
 * rest. For one thread; used again after {@link #clear}.
 */
final class LabelPairs {
  /** Most labels of a series. */
  static final int MAX_LABELS = 4_096;

  private String[] pairs = new String[32];
  private int size;
  private boolean wellFormed = true;

  void clear() {
    Arrays.fill(pairs, 0, size, null);
    size = 0;
    wellFormed = true;
  }

  /** Adds a label; more than {@link #MAX_LABELS} are counted as one fault. */
  void add(String name, String value) {
    if (size == 2 * MAX_LABELS) {
      wellFormed = false;
      return;
    }
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
    }
    pairs[size++] = name;
    pairs[size++] = value;
  }

  /** Says that something of the labels was not UTF-8. */
  void setMalformed() {
    wellFormed = false;
  }

  /** Whether bytes are UTF-8, given the text that they were decoded to. */
  static boolean isUtf8(String decoded, byte[] bytes, int from, int to) {
    if (decoded.indexOf('\ufffd') < 0) {
      return true;
    }
    byte[] encoded = decoded.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(encoded, 0, encoded.length, bytes, from, to);
  }

  /** Sorts by name in byte order; labels of one name keep their order. */
  void sort() {
    for (int i = 2; i < size; i += 2) {
      if (Utf8Order.compare(pairs[i - 2], pairs[i]) > 0) {
        sortUnsorted();
        return;
      }
    }
  }

  private void sortUnsorted() {
    String[][] labels = new String[size / 2][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new String[] {pairs[2 * i], pairs[2 * i + 1]};
    }
    Arrays.sort(labels, (a, b) -> Utf8Order.compare(a[0], b[0]));
    for (int i = 0; i < labels.length; i++) {
      pairs[2 * i] = labels[i][0];
      pairs[2 * i + 1] = labels[i][1];
    }
  }

  /** Whether there is a metric name and every name is one, all in UTF-8. */
  boolean isValidSeries() {
    boolean named = false;
    for (int i = 0; i < size; i += 2) {
      if (pairs[i].isEmpty()) {
        return false;
      }
      if (pairs[i].equals(LabelNames.METRIC_NAME)) {
        if (!NameValidation.UTF8.isValidMetricName(pairs[i + 1])) {
          return false;
        }
        named = true;
      }
    }
    return named && wellFormed;
  }

  /** The first name that comes twice, or null. */
  @Nullable String duplicateName() {
    for (int i = 2; i < size; i += 2) {
      if (pairs[i].equals(pairs[i - 2])) {
        return pairs[i];
      }
    }
    return null;
  }

  /** The label set; labels without a value are none. */
  Labels labels() {
    String[] kept = new String[size];
    int count = 0;
    for (int i = 0; i < size; i += 2) {
      if (!pairs[i + 1].isEmpty()) {
        kept[count++] = pairs[i];
        kept[count++] = pairs[i + 1];
      }
    }
    return Labels.ofSortedPairs(count == size ? kept : Arrays.copyOf(kept, count));
  }

  /** As Prometheus writes label sets, faults included. */
  @Override
  public String toString() {
    return Labels.ofSortedPairs(Arrays.copyOf(pairs, size)).toString();
  }
}

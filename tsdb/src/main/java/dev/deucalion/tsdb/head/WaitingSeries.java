package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Series that the log names, but of which it gave no sample yet: most of those that never get one
 * are gone, and the head need not make them. Each has a number, less than {@link
 * dev.deucalion.tsdb.index.SeriesCatalog#NONE}. For one thread.
 */
final class WaitingSeries {
  private static final int FIRST = -2;

  /** Null where a series waits no more. */
  private final List<@Nullable Labels> labels = new ArrayList<>();

  private final Map<Integer, Metadata> metadata = new HashMap<>();

  /** Whether a number can be one of a series that waits. */
  static boolean isNumber(int number) {
    return number <= FIRST;
  }

  /** Lets a series wait; gives its number. */
  int add(Labels series) {
    labels.add(series);
    return FIRST - (labels.size() - 1);
  }

  /** Says what a series measures. */
  void describe(int number, Metadata what) {
    metadata.put(number, what);
  }

  /** The labels of a series that waits. */
  Labels labels(int number) {
    Labels found = labels.get(FIRST - number);
    if (found == null) {
      throw new IllegalStateException("series " + number + " does not wait");
    }
    return found;
  }

  /** What a series measures, if that was said. */
  @Nullable Metadata metadata(int number) {
    return metadata.get(number);
  }

  /** Ends the waiting of a series. */
  void remove(int number) {
    labels.set(FIRST - number, null);
    metadata.remove(number);
  }
}

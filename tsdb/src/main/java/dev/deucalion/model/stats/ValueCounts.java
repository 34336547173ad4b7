package dev.deucalion.model.stats;

import java.util.List;

/**
 * Values by buckets, counted at one moment.
 *
 * @param bounds upper bounds of the buckets, inclusive, rising
 * @param counts of each bucket alone; the last is that without bound
 * @param sum of all values
 */
public record ValueCounts(List<Double> bounds, List<Long> counts, double sum) {
  /** Of nothing. */
  public static final ValueCounts NONE = new ValueCounts(List.of(), List.of(0L), 0);

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when there is not one count more than bounds
   */
  public ValueCounts {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(
          counts.size() + " counts for " + bounds.size() + " bounds");
    }
  }

  /** Number of values. */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}

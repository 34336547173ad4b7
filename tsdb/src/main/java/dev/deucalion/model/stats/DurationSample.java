package dev.deucalion.model.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Some of many durations, every one with the same chance to be among them (Vitter's algorithm R).
 * Not thread-safe.
 */
final class DurationSample {
  /** With five of them, the 0.99 quantile is off by a rank of 0.002 in the mean. */
  static final int MAX_KEPT = 512;

  private static final int FIRST_CAPACITY = 16;

  private final SplittableRandom random;
  private long[] kept = new long[0];
  private long seen;

  DurationSample(long seed) {
    random = new SplittableRandom(seed);
  }

  void add(long nanos) {
    seen++;
    if (seen > MAX_KEPT) {
      long place = random.nextLong(seen);
      if (place < MAX_KEPT) {
        kept[(int) place] = nanos;
      }
      return;
    }
    int place = (int) seen - 1;
    if (place == kept.length) {
      kept = Arrays.copyOf(kept, Math.max(FIRST_CAPACITY, 2 * kept.length));
    }
    kept[place] = nanos;
  }

  void clear() {
    seen = 0;
  }

  /** How many were added. */
  long seen() {
    return seen;
  }

  int keptCount() {
    return (int) Math.min(seen, MAX_KEPT);
  }

  long[] sorted() {
    long[] sorted = Arrays.copyOf(kept, keptCount());
    Arrays.sort(sorted);
    return sorted;
  }
}

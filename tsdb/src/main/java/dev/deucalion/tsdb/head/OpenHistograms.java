package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The series whose last sample is a histogram, by numbers that their rows hold. Few series are, and
 * their chunks are large, so each is an object. Written under the head's write lock.
 */
final class OpenHistograms {
  private volatile @Nullable OpenHistogram[] entries = new OpenHistogram[16];

  /** Numbers that are free again, as a stack. */
  private int[] free = new int[16];

  private int freeCount;
  private int used;

  /** Adds a series; returns its number. */
  int add(OpenHistogram entry) {
    int number = freeCount > 0 ? free[--freeCount] : used++;
    if (number == entries.length) {
      entries = Arrays.copyOf(entries, number * 2);
    }
    entries[number] = entry;
    return number;
  }

  /** Forgets a series. */
  void remove(int number) {
    entries[number] = null;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = number;
  }

  /** The series of a number that is in use. */
  OpenHistogram get(int number) {
    OpenHistogram entry = entries[number];
    if (entry == null) {
      throw new IllegalStateException("no series has number " + number);
    }
    return entry;
  }

  /**
   * Whether a series' last sample is the same, as far as can be seen without a lock: the number may
   * be of another series by now.
   */
  boolean lastIs(int number, Histogram histogram) {
    @Nullable OpenHistogram[] table = entries;
    OpenHistogram entry = number >= 0 && number < table.length ? table[number] : null;
    return entry != null && entry.lastIs(histogram);
  }

  /** Number of series. */
  int count() {
    return used - freeCount;
  }

  /** Series and buckets now; under the read lock. */
  NativeHistogramStats stats() {
    long buckets = 0;
    for (int number = 0; number < used; number++) {
      OpenHistogram entry = entries[number];
      if (entry != null) {
        BucketLayout layout = entry.last.layout();
        buckets += BucketLayout.bucketCount(layout.positiveSpans());
        buckets += BucketLayout.bucketCount(layout.negativeSpans());
      }
    }
    return new NativeHistogramStats(count(), buckets);
  }
}

package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.promql.number.Kahan;
import java.util.Arrays;

/**
 * The buckets of one side of a histogram that is being computed, by rising index, and for each what
 * additions to it have lost by rounding. Arrays are used again.
 */
final class BucketRow {
  private int[] indices = {};
  private double[] counts = {};
  private double[] lost = {};
  private int size;

  int size() {
    return size;
  }

  int index(int i) {
    return indices[i];
  }

  double count(int i) {
    return counts[i];
  }

  double lost(int i) {
    return lost[i];
  }

  void clear() {
    size = 0;
  }

  /** Takes over the buckets of a histogram. */
  void set(int[] spans, double[] bucketCounts) {
    int n = Math.min(bucketCounts.length, BucketLayout.bucketCount(spans));
    reserve(n);
    System.arraycopy(bucketCounts, 0, counts, 0, n);
    Arrays.fill(lost, 0, n, 0);
    int at = 0;
    int index = 0;
    for (int s = 0; s < spans.length; s += 2) {
      index += spans[s];
      for (int left = spans[s + 1]; left > 0 && at < n; left--) {
        indices[at++] = index++;
      }
    }
    size = n;
  }

  void copyFrom(BucketRow other) {
    reserve(other.size);
    size = other.size;
    System.arraycopy(other.indices, 0, indices, 0, size);
    System.arraycopy(other.counts, 0, counts, 0, size);
    System.arraycopy(other.lost, 0, lost, 0, size);
  }

  private void reserve(int capacity) {
    if (capacity > indices.length) {
      int wanted = Math.max(capacity, indices.length * 2);
      indices = Arrays.copyOf(indices, wanted);
      counts = Arrays.copyOf(counts, wanted);
      lost = Arrays.copyOf(lost, wanted);
    }
  }

  /** Adds a bucket behind all others. */
  void append(int index, double count, double lostCount) {
    reserve(size + 1);
    indices[size] = index;
    counts[size] = count;
    lost[size++] = lostCount;
  }

  /** Adds to the count of a bucket that is there. */
  void increase(int i, double value) {
    double next = counts[i] + value;
    lost[i] = Kahan.lost(counts[i], value, next, lost[i]);
    counts[i] = next;
  }

  /** Merges buckets into those of a schema that is so much less. */
  void reduce(int schemaDifference) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int index = ((indices[i] - 1) >> schemaDifference) + 1;
      if (kept > 0 && indices[kept - 1] == index) {
        increase(kept - 1, counts[i]);
        increase(kept - 1, lost[i]);
      } else {
        indices[kept] = index;
        counts[kept] = counts[i];
        lost[kept++] = lost[i];
      }
    }
    size = kept;
  }

  /** Takes the first buckets away. */
  void removeFirst(int n) {
    size -= n;
    System.arraycopy(indices, n, indices, 0, size);
    System.arraycopy(counts, n, counts, 0, size);
    System.arraycopy(lost, n, lost, 0, size);
  }

  /** Takes buckets away whose upper bound is not above a value. */
  void removeUpTo(int schema, double bound) {
    int n = 0;
    while (n < size && BucketBounds.exponential(schema, indices[n]) <= bound) {
      n++;
    }
    removeFirst(n);
  }

  /** Takes buckets away whose lower bound is below a value. */
  void removeBelow(int schema, double bound) {
    int n = 0;
    while (n < size && BucketBounds.exponential(schema, indices[n] - 1) < bound) {
      n++;
    }
    removeFirst(n);
  }

  void negate() {
    for (int i = 0; i < size; i++) {
      counts[i] = -counts[i];
      lost[i] = -lost[i];
    }
  }

  void multiply(double factor) {
    for (int i = 0; i < size; i++) {
      counts[i] *= factor;
      lost[i] *= factor;
    }
  }

  void divide(double divisor) {
    for (int i = 0; i < size; i++) {
      counts[i] /= divisor;
      lost[i] /= divisor;
    }
  }

  /**
   * Adds the buckets of another row.
   *
   * @param withLost whether what the other row has lost counts, too
   */
  void add(BucketRow other, boolean withLost) {
    int missing = other.size - common(other);
    if (missing > 0) {
      reserve(size + missing);
      spread(other, missing);
      size += missing;
    }
    for (int i = 0, j = 0; j < other.size; i++) {
      if (indices[i] == other.indices[j]) {
        if (counts[i] == 0 && lost[i] == 0) {
          counts[i] = other.counts[j];
          lost[i] = withLost ? other.lost[j] : 0;
        } else {
          increase(i, other.counts[j]);
          if (withLost && other.lost[j] != 0) {
            increase(i, other.lost[j]);
          }
        }
        j++;
      }
    }
  }

  private int common(BucketRow other) {
    int common = 0;
    for (int i = 0, j = 0; i < size && j < other.size; ) {
      int a = indices[i];
      int b = other.indices[j];
      common += a == b ? 1 : 0;
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
    }
    return common;
  }

  /** Makes room for the buckets that only the other row has, from the last one down. */
  private void spread(BucketRow other, int missing) {
    int i = size - 1;
    int j = other.size - 1;
    for (int to = size + missing - 1; to > i; to--) {
      if (j >= 0 && (i < 0 || other.indices[j] > indices[i])) {
        indices[to] = other.indices[j--];
        counts[to] = 0;
        lost[to] = 0;
      } else {
        j -= j >= 0 && other.indices[j] == indices[i] ? 1 : 0;
        indices[to] = indices[i];
        counts[to] = counts[i];
        lost[to] = lost[i--];
      }
    }
  }

  /** The fewest spans that name the buckets. */
  int[] spans() {
    return BucketSpans.of(Arrays.copyOf(indices, size));
  }

  /**
   * The counts.
   *
   * @param withLost whether what was lost is added
   */
  double[] counts(boolean withLost) {
    double[] result = Arrays.copyOf(counts, size);
    if (withLost) {
      for (int i = 0; i < size; i++) {
        result[i] += lost[i];
      }
    }
    return result;
  }
}

package dev.deucalion.tsdb.block;

import java.util.Arrays;

/** The chunks of one series as the index lists them: times and refs, oldest first. */
final class ChunkRefs {
  private long[] minTimesMs = new long[16];
  private long[] maxTimesMs = new long[16];
  private long[] refs = new long[16];
  private int count;

  void clear() {
    count = 0;
  }

  void add(long minTimeMs, long maxTimeMs, long ref) {
    if (count == refs.length) {
      minTimesMs = Arrays.copyOf(minTimesMs, count * 2);
      maxTimesMs = Arrays.copyOf(maxTimesMs, count * 2);
      refs = Arrays.copyOf(refs, count * 2);
    }
    minTimesMs[count] = minTimeMs;
    maxTimesMs[count] = maxTimeMs;
    refs[count++] = ref;
  }

  /**
   * Whether a chunk has a time between two, both inclusive, as far as first and last times tell.
   */
  boolean overlap(long minTimeMs, long maxTimeMs) {
    for (int i = 0; i < count; i++) {
      if (minTimesMs[i] <= maxTimeMs && maxTimesMs[i] >= minTimeMs) {
        return true;
      }
    }
    return false;
  }

  int count() {
    return count;
  }

  /** Time of a chunk's first sample. */
  long minTimeMs(int i) {
    return minTimesMs[i];
  }

  /** Time of a chunk's last sample. */
  long maxTimeMs(int i) {
    return maxTimesMs[i];
  }

  /** Where a chunk is, see {@link ChunkSegmentLayout#ref}. */
  long ref(int i) {
    return refs[i];
  }
}

package dev.deucalion.http.otlp;

import dev.deucalion.http.receive.NumberRow;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.Arrays;

/**
 * Makes native histograms of points. Bucket i of OTLP's exponential histograms holds what is in
 * {@code (base^i, base^(i+1)]}, that of native ones what is in {@code (base^(i-1), base^i]}, so
 * indices go up by one.
 */
final class OtlpHistograms {
  /** Width of the zero bucket, of which OTLP's senders say nothing that could be relied on. */
  private static final double ZERO_THRESHOLD = 1e-128;

  /** So many empty buckets in a row are kept, where a span more would take more room. */
  private static final int MAX_GAP = 2;

  private OtlpHistograms() {}

  /** Counts of buckets and where the first of them is. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Buckets(int[] spans, long[] counts) {}

  /**
   * A native histogram of an exponential one.
   *
   * @throws OtlpException when its buckets are wider than a native histogram's may be
   */
  static IntHistogram exponential(OtlpPoint point, CounterResetHint hint) throws OtlpException {
    if (point.scale < BucketLayout.MIN_EXPONENTIAL_SCHEMA) {
      throw new OtlpException(
          "cannot convert exponential to native histogram. Scale must be >= "
              + BucketLayout.MIN_EXPONENTIAL_SCHEMA
              + ", was "
              + point.scale);
    }
    if (point.isStale()) {
      return IntHistogram.STALE;
    }
    int schema = Math.min(point.scale, BucketLayout.MAX_EXPONENTIAL_SCHEMA);
    int levels = Math.min(point.scale - schema, Integer.SIZE - 1);
    Buckets positive = exponential(point.positiveCounts, point.positiveOffset, levels);
    Buckets negative = exponential(point.negativeCounts, point.negativeOffset, levels);
    return new IntHistogram(
        hint,
        BucketLayout.exponential(schema, ZERO_THRESHOLD, positive.spans(), negative.spans()),
        point.zeroCount,
        point.count,
        point.sum,
        positive.counts(),
        negative.counts());
  }

  private static Buckets exponential(NumberRow counts, int offset, int levels) {
    int[] indices = new int[counts.size()];
    long[] merged = new long[counts.size()];
    int size = 0;
    for (int i = 0; i < counts.size(); i++) {
      int index = (int) (((long) offset + i >> levels) + 1);
      if (size == 0 || indices[size - 1] != index) {
        indices[size++] = index;
      }
      merged[size - 1] += counts.get(i);
    }
    return sparse(indices, merged, size);
  }

  /** A native histogram with custom buckets of one with explicit bounds. */
  static IntHistogram custom(OtlpPoint point, CounterResetHint hint) {
    if (point.isStale()) {
      return IntHistogram.STALE;
    }
    int size = point.bucketCounts.size();
    int[] indices = new int[size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
      counts[i] = point.bucketCounts.get(i);
    }
    Buckets buckets = sparse(indices, counts, size);
    return new IntHistogram(
        hint,
        BucketLayout.custom(buckets.spans(), point.bounds.doubles()),
        0,
        point.count,
        point.sum,
        buckets.counts(),
        new long[0]);
  }

  /** Leaves out empty buckets, but for short gaps. */
  private static Buckets sparse(int[] indices, long[] counts, int size) {
    int[] keptIndices = new int[size];
    long[] keptCounts = new long[size];
    int kept = 0;
    int empty = 0;
    for (int i = 0; i < size; i++) {
      if (counts[i] == 0) {
        empty++;
        continue;
      }
      if (kept > 0 && empty <= MAX_GAP) {
        for (int gap = i - empty; gap < i; gap++) {
          keptIndices[kept++] = indices[gap];
        }
      }
      empty = 0;
      keptIndices[kept] = indices[i];
      keptCounts[kept++] = counts[i];
    }
    return new Buckets(
        BucketSpans.of(Arrays.copyOf(keptIndices, kept)), Arrays.copyOf(keptCounts, kept));
  }
}

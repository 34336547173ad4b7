package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.sample.StaleMarker;

/**
 * Decodes histograms with integer counts (chunk encodings 2 and 5). Counts are written as the
 * change of their growth, buckets moreover as differences between neighbours.
 */
final class HistogramChunkDecoder extends HistogramDecoder {
  private static final int COUNT = 0;
  private static final int ZERO_COUNT = 1;
  private static final long[] NO_BUCKETS = {};

  private final long[] totals = new long[2];
  private final long[] totalDeltas = new long[2];
  private final long[] sumBits = new long[1];
  private final int[] sumWindow = new int[1];
  private long[] positive = NO_BUCKETS;
  private long[] positiveDeltas = NO_BUCKETS;
  private long[] negative = NO_BUCKETS;
  private long[] negativeDeltas = NO_BUCKETS;

  @Override
  Histogram readFirst(BucketLayout layout, CounterResetHint resetHint) {
    totals[COUNT] = in.varbitUint();
    totals[ZERO_COUNT] = in.varbitUint();
    totalDeltas[COUNT] = 0;
    totalDeltas[ZERO_COUNT] = 0;
    sumBits[0] = in.bits(Long.SIZE);
    sumWindow[0] = 0;
    int positiveCount = BucketLayout.bucketCount(layout.positiveSpans());
    int negativeCount = BucketLayout.bucketCount(layout.negativeSpans());
    positive = readBuckets(positiveCount);
    positiveDeltas = new long[positiveCount];
    negative = readBuckets(negativeCount);
    negativeDeltas = new long[negativeCount];
    return histogram(layout, resetHint);
  }

  private long[] readBuckets(int count) {
    if (count == 0) {
      return NO_BUCKETS;
    }
    long[] buckets = new long[count];
    for (int i = 0; i < count; i++) {
      buckets[i] = in.varbitInt();
    }
    return buckets;
  }

  @Override
  Histogram readNext(BucketLayout layout, CounterResetHint resetHint) {
    in.addChanges(totals, totalDeltas);
    in.addXors(sumBits, sumWindow);
    if (sumBits[0] != StaleMarker.BITS) {
      in.addChanges(positive, positiveDeltas);
      in.addChanges(negative, negativeDeltas);
    }
    return histogram(layout, resetHint);
  }

  private IntHistogram histogram(BucketLayout layout, CounterResetHint resetHint) {
    return sumBits[0] == StaleMarker.BITS
        ? IntHistogram.STALE
        : new IntHistogram(
            resetHint,
            layout,
            totals[ZERO_COUNT],
            totals[COUNT],
            Double.longBitsToDouble(sumBits[0]),
            absolute(positive),
            absolute(negative));
  }

  private static long[] absolute(long[] differences) {
    if (differences.length == 0) {
      return NO_BUCKETS;
    }
    long[] counts = new long[differences.length];
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      count += differences[i];
      counts[i] = count;
    }
    return counts;
  }
}

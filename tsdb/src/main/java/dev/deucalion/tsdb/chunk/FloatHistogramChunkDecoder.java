package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.sample.StaleMarker;
import java.util.Arrays;

/**
 * Decodes histograms with float counts (chunk encodings 3 and 6): each number is written as the XOR
 * of its bits with those before.
 */
final class FloatHistogramChunkDecoder extends HistogramDecoder {
  private static final int COUNT = 0;
  private static final int ZERO_COUNT = 1;
  private static final int SUM = 2;
  private static final long[] NO_BUCKETS = {};
  private static final double[] NO_COUNTS = {};

  private final long[] totals = new long[3];
  private final int[] totalWindows = new int[3];
  private long[] positive = NO_BUCKETS;
  private int[] positiveWindows = {};
  private long[] negative = NO_BUCKETS;
  private int[] negativeWindows = {};

  @Override
  Histogram readFirst(BucketLayout layout, CounterResetHint resetHint) {
    readValues(totals);
    Arrays.fill(totalWindows, 0);
    positive = new long[BucketLayout.bucketCount(layout.positiveSpans())];
    positiveWindows = new int[positive.length];
    readValues(positive);
    negative = new long[BucketLayout.bucketCount(layout.negativeSpans())];
    negativeWindows = new int[negative.length];
    readValues(negative);
    return histogram(layout, resetHint);
  }

  private void readValues(long[] valueBits) {
    for (int i = 0; i < valueBits.length; i++) {
      valueBits[i] = in.bits(Long.SIZE);
    }
  }

  @Override
  Histogram readNext(BucketLayout layout, CounterResetHint resetHint) {
    in.addXors(totals, totalWindows);
    if (totals[SUM] != StaleMarker.BITS) {
      in.addXors(positive, positiveWindows);
      in.addXors(negative, negativeWindows);
    }
    return histogram(layout, resetHint);
  }

  private FloatHistogram histogram(BucketLayout layout, CounterResetHint resetHint) {
    return totals[SUM] == StaleMarker.BITS
        ? FloatHistogram.STALE
        : new FloatHistogram(
            resetHint,
            layout,
            Double.longBitsToDouble(totals[ZERO_COUNT]),
            Double.longBitsToDouble(totals[COUNT]),
            Double.longBitsToDouble(totals[SUM]),
            counts(positive),
            counts(negative));
  }

  private static double[] counts(long[] valueBits) {
    if (valueBits.length == 0) {
      return NO_COUNTS;
    }
    double[] counts = new double[valueBits.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Double.longBitsToDouble(valueBits[i]);
    }
    return counts;
  }
}

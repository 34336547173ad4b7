package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;

/** Appends histograms with integer counts to a chunk (chunk encoding 2). */
public final class HistogramChunkEncoder extends HistogramEncoder {
  private IntHistogram last = IntHistogram.STALE;
  private long countDelta;
  private long zeroCountDelta;
  private long[] positiveDeltas = {};
  private long[] negativeDeltas = {};
  private int sumWindow = XorWindow.NONE;

  @Override
  public ChunkEncoding encoding() {
    return ChunkEncoding.HISTOGRAM;
  }

  @Override
  public boolean takes(Histogram histogram) {
    return histogram instanceof IntHistogram;
  }

  @Override
  public IntHistogram last() {
    return last;
  }

  @Override
  Histogram stale() {
    return IntHistogram.STALE;
  }

  @Override
  boolean countFell(Histogram histogram) {
    return Long.compareUnsigned(((IntHistogram) histogram).count(), last.count()) < 0;
  }

  @Override
  boolean zeroCountFell(Histogram histogram) {
    return Long.compareUnsigned(((IntHistogram) histogram).zeroCount(), last.zeroCount()) < 0;
  }

  @Override
  boolean bucketFell(Histogram histogram) {
    IntHistogram next = (IntHistogram) histogram;
    return BucketSpans.fell(
            last.layout().positiveSpans(),
            last.positive(),
            next.layout().positiveSpans(),
            next.positive())
        || BucketSpans.fell(
            last.layout().negativeSpans(),
            last.negative(),
            next.layout().negativeSpans(),
            next.negative());
  }

  @Override
  void writeFirst(Histogram histogram, BitWriter to) {
    last = (IntHistogram) histogram;
    countDelta = 0;
    zeroCountDelta = 0;
    sumWindow = XorWindow.NONE;
    positiveDeltas = new long[last.positive().length];
    negativeDeltas = new long[last.negative().length];
    to.varbitUint(last.count());
    to.varbitUint(last.zeroCount());
    to.bits(Double.doubleToRawLongBits(last.sum()), Long.SIZE);
    writeDifferences(last.positive(), to);
    writeDifferences(last.negative(), to);
  }

  private static void writeDifferences(long[] counts, BitWriter to) {
    long before = 0;
    for (long count : counts) {
      to.varbitInt(count - before);
      before = count;
    }
  }

  @Override
  void writeNext(Histogram histogram, BitWriter to) {
    IntHistogram next = (IntHistogram) histogram;
    if (next.isStale()) {
      // The counts of an end mean nothing: they are said to grow as before.
      to.varbitInt(0);
      to.varbitInt(0);
      writeSum(next, to);
    } else {
      long newCountDelta = next.count() - last.count();
      long newZeroCountDelta = next.zeroCount() - last.zeroCount();
      to.varbitInt(newCountDelta - countDelta);
      to.varbitInt(newZeroCountDelta - zeroCountDelta);
      countDelta = newCountDelta;
      zeroCountDelta = newZeroCountDelta;
      writeSum(next, to);
      writeChanges(last.positive(), next.positive(), positiveDeltas, to);
      writeChanges(last.negative(), next.negative(), negativeDeltas, to);
    }
    last = next;
  }

  private void writeSum(IntHistogram next, BitWriter to) {
    long xor = Double.doubleToRawLongBits(next.sum()) ^ Double.doubleToRawLongBits(last.sum());
    sumWindow = to.xor(xor, sumWindow);
  }

  /** Writes how the growth of the differences between neighbouring buckets changed. */
  private static void writeChanges(long[] before, long[] after, long[] deltas, BitWriter to) {
    long neighbourBefore = 0;
    long neighbourAfter = 0;
    for (int i = 0; i < after.length; i++) {
      long delta = (after[i] - neighbourAfter) - (before[i] - neighbourBefore);
      to.varbitInt(delta - deltas[i]);
      deltas[i] = delta;
      neighbourBefore = before[i];
      neighbourAfter = after[i];
    }
  }

  @Override
  HistogramDecoder decoder() {
    return new HistogramChunkDecoder();
  }
}

package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;

/** Appends histograms with float counts to a chunk (chunk encoding 3). */
public final class FloatHistogramChunkEncoder extends HistogramEncoder {
  private FloatHistogram last = FloatHistogram.STALE;
  private int countWindow;
  private int zeroCountWindow;
  private int sumWindow;
  private int[] positiveWindows = {};
  private int[] negativeWindows = {};

  @Override
  public ChunkEncoding encoding() {
    return ChunkEncoding.FLOAT_HISTOGRAM;
  }

  @Override
  public boolean takes(Histogram histogram) {
    return histogram instanceof FloatHistogram;
  }

  @Override
  public FloatHistogram last() {
    return last;
  }

  @Override
  Histogram stale() {
    return FloatHistogram.STALE;
  }

  @Override
  boolean countFell(Histogram histogram) {
    return ((FloatHistogram) histogram).count() < last.count();
  }

  @Override
  boolean zeroCountFell(Histogram histogram) {
    return ((FloatHistogram) histogram).zeroCount() < last.zeroCount();
  }

  @Override
  boolean bucketFell(Histogram histogram) {
    FloatHistogram next = (FloatHistogram) histogram;
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
    last = (FloatHistogram) histogram;
    countWindow = XorWindow.NONE;
    zeroCountWindow = XorWindow.NONE;
    sumWindow = XorWindow.NONE;
    positiveWindows = noWindows(last.positive().length);
    negativeWindows = noWindows(last.negative().length);
    writeValue(last.count(), to);
    writeValue(last.zeroCount(), to);
    writeValue(last.sum(), to);
    for (double count : last.positive()) {
      writeValue(count, to);
    }
    for (double count : last.negative()) {
      writeValue(count, to);
    }
  }

  private static int[] noWindows(int count) {
    int[] windows = new int[count];
    Arrays.fill(windows, XorWindow.NONE);
    return windows;
  }

  private static void writeValue(double value, BitWriter to) {
    to.bits(Double.doubleToRawLongBits(value), Long.SIZE);
  }

  @Override
  void writeNext(Histogram histogram, BitWriter to) {
    FloatHistogram next = (FloatHistogram) histogram;
    countWindow = writeXor(last.count(), next.count(), countWindow, to);
    zeroCountWindow = writeXor(last.zeroCount(), next.zeroCount(), zeroCountWindow, to);
    sumWindow = writeXor(last.sum(), next.sum(), sumWindow, to);
    if (!next.isStale()) {
      writeXors(last.positive(), next.positive(), positiveWindows, to);
      writeXors(last.negative(), next.negative(), negativeWindows, to);
    }
    last = next;
  }

  private static void writeXors(double[] before, double[] after, int[] windows, BitWriter to) {
    for (int i = 0; i < after.length; i++) {
      windows[i] = writeXor(before[i], after[i], windows[i], to);
    }
  }

  private static int writeXor(double before, double after, int window, BitWriter to) {
    return to.xor(Double.doubleToRawLongBits(before) ^ Double.doubleToRawLongBits(after), window);
  }

  @Override
  HistogramDecoder decoder() {
    return new FloatHistogramChunkDecoder();
  }
}

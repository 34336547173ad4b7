package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Decodes histogram chunks, in as many calls as the caller's arrays need: what chunks with integer
 * and with float counts have in common. Not thread-safe; {@link #reset} makes it ready for another
 * chunk.
 */
abstract sealed class HistogramDecoder permits HistogramChunkDecoder, FloatHistogramChunkDecoder {
  final BitReader in = new BitReader();

  private BucketLayout layout = BucketLayout.NO_BUCKETS;
  private final StartTimes startTimes = new StartTimes();
  private boolean gauge;
  private int samples;
  private int done;
  private long timeMs;
  private long deltaMs;

  /**
   * Turns to a chunk.
   *
   * @param bytes holds the chunk from {@code from} on and {@link XorDecoder#PADDING_BYTES} behind
   *     it
   * @param length its bytes, the header included
   * @param newSamples how many of its samples to decode
   */
  final void reset(ChunkEncoding encoding, byte[] bytes, int from, int length, int newSamples) {
    in.reset("histogram chunk", bytes, from + HistogramHeader.BYTES, from + length);
    startTimes.reset(encoding, bytes, from);
    gauge = HistogramHeader.reset(encoding, bytes, from) == CounterResetHint.GAUGE;
    samples = newSamples;
    done = 0;
    timeMs = 0;
    deltaMs = 0;
  }

  /** Samples that are not decoded yet. */
  final int remaining() {
    return samples - done;
  }

  /**
   * Decodes up to {@code max} histograms into the arrays from index {@code from} on.
   *
   * @param startTimesMs gets start times, where it is there
   * @return how many, 0 at the end
   * @throws CorruptChunkException when the chunk ends before its last sample or has a layout that
   *     cannot be
   */
  final int decode(
      long[] timesMs, Histogram[] histograms, long @Nullable [] startTimesMs, int from, int max) {
    int count = Math.min(max, samples - done);
    for (int i = from; i < from + count; i++) {
      long beforeMs = timeMs;
      histograms[i] = next();
      StartTimes.put(startTimesMs, i, startTimes.read(in, done, timeMs, beforeMs));
      done++;
      timesMs[i] = timeMs;
    }
    return count;
  }

  private Histogram next() {
    Histogram histogram;
    if (done == 0) {
      BucketLayout read = HistogramLayoutCodec.read(in);
      // Neighbouring chunks mostly share their layout: then they share the object.
      layout = read.equals(layout) ? layout : read;
      timeMs = in.varbitInt();
      histogram = readFirst(layout, gauge ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN);
    } else {
      deltaMs += in.varbitInt();
      timeMs += deltaMs;
      histogram = readNext(layout, gauge ? CounterResetHint.GAUGE : CounterResetHint.NOT_RESET);
    }
    return histogram.withSchemaAtMost(BucketLayout.MAX_EXPONENTIAL_SCHEMA);
  }

  /** Reads what follows the time of the first sample. */
  abstract Histogram readFirst(BucketLayout layout, CounterResetHint resetHint);

  /** Reads what follows the time of a further sample. */
  abstract Histogram readNext(BucketLayout layout, CounterResetHint resetHint);
}

package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.Arrays;

/**
 * Appends the histograms of one series to a chunk of its own: what integer and float counts have in
 * common. For one thread, but see {@link #bytes}.
 *
 * <p>A chunk has one bucket layout. A histogram with buckets that the chunk lacks makes the chunk
 * be written anew with them; buckets that the histogram lacks are taken for empty. A histogram that
 * the chunk cannot hold asks for a new one: other bucket bounds, a counter that began anew, a gauge
 * after a counter, anything but an end after the end of the series.
 *
 * <p>Order of calls: {@link #append}; where it says {@link Outcome#NEW_CHUNK}, and where the owner
 * wants the chunk to end, the owner keeps the chunk and calls {@link #begin}.
 */
public abstract sealed class HistogramEncoder
    permits HistogramChunkEncoder, FloatHistogramChunkEncoder {
  /** What became of a histogram. */
  public enum Outcome {
    /** In the chunk. */
    APPENDED,
    /** In the chunk, which was written anew with more buckets. */
    RECODED,
    /** Not in the chunk, which is as it was and can take no histogram like this one. */
    NEW_CHUNK
  }

  /** Most samples of a chunk. */
  public static final int MAX_SAMPLES = 0xffff;

  private static final int INITIAL_BYTES = 96;

  private final BitWriter out = new BitWriter(INITIAL_BYTES);
  private CounterResetHint header = CounterResetHint.UNKNOWN;
  private BucketLayout layout = BucketLayout.NO_BUCKETS;
  private int samples;
  private long firstTimeMs;
  private long lastTimeMs;
  private long lastDeltaMs;

  /** An encoder without a chunk for histograms of this kind. */
  public static HistogramEncoder of(Histogram histogram) {
    return switch (histogram) {
      case IntHistogram _ -> new HistogramChunkEncoder();
      case FloatHistogram _ -> new FloatHistogramChunkEncoder();
    };
  }

  /** How the chunk is encoded. */
  public abstract ChunkEncoding encoding();

  /** Whether a histogram is of this encoder's kind. */
  public abstract boolean takes(Histogram histogram);

  /** Samples in the chunk. */
  public final int samples() {
    return samples;
  }

  /** Time of the chunk's first sample, ms. */
  public final long firstTimeMs() {
    return firstTimeMs;
  }

  /** Time of the chunk's last sample, ms. */
  public final long lastTimeMs() {
    return lastTimeMs;
  }

  /**
   * The array that holds the chunk from index 0 on, with {@link XorDecoder#PADDING_BYTES} behind
   * it. It may become another one with each sample. What was handed out together with {@link
   * #samples} and {@link #length} stays readable, by any thread that got the three safely.
   */
  public final byte[] bytes() {
    return out.bytes();
  }

  /** Bytes of the chunk. */
  public final int length() {
    return out.length();
  }

  /** Bits of the chunk, without the zeros that fill the last byte. */
  final int bits() {
    return out.bits();
  }

  /** The chunk's last histogram, with the chunk's buckets. Only if there is one. */
  public abstract Histogram last();

  /**
   * Appends a histogram; begins a chunk if there is none.
   *
   * @param timeMs later than the last one
   * @param histogram of this encoder's kind, valid
   */
  public final Outcome append(long timeMs, Histogram histogram) {
    if (samples == 0) {
      begin(timeMs, histogram);
      return Outcome.APPENDED;
    }
    boolean gauge = histogram.resetHint() == CounterResetHint.GAUGE;
    boolean fits = gauge ? gaugeFits(histogram) : compare(histogram) == CounterResetHint.NOT_RESET;
    if (!fits || samples == MAX_SAMPLES) {
      return Outcome.NEW_CHUNK;
    }
    if (histogram.isStale()) {
      write(timeMs, stale());
      return Outcome.APPENDED;
    }
    BucketLayout target = commonLayout(histogram.layout(), gauge);
    boolean recodes = !target.equals(layout);
    if (recodes) {
      recode(target);
    }
    write(timeMs, histogram.withBuckets(target));
    return recodes ? Outcome.RECODED : Outcome.APPENDED;
  }

  /**
   * Begins a chunk with a histogram. If the encoder has a chunk, that is the one before it: the new
   * chunk's head says what the comparison of the two tells.
   */
  public final void begin(long timeMs, Histogram histogram) {
    CounterResetHint hint = histogram.resetHint();
    if (hint == CounterResetHint.GAUGE || hint == CounterResetHint.RESET) {
      header = hint;
    } else {
      header = samples == 0 ? CounterResetHint.UNKNOWN : compare(histogram);
    }
    restart(histogram.isStale() ? BucketLayout.NO_BUCKETS : histogram.layout());
    firstTimeMs = timeMs;
    write(timeMs, histogram.isStale() ? stale() : histogram);
  }

  private void restart(BucketLayout newLayout) {
    out.restart(INITIAL_BYTES);
    HistogramHeader.write(header, out);
    layout = newLayout;
    HistogramLayoutCodec.write(layout, out);
    samples = 0;
    lastTimeMs = 0;
    lastDeltaMs = 0;
  }

  private void write(long timeMs, Histogram histogram) {
    if (samples == 0) {
      out.varbitInt(timeMs);
      writeFirst(histogram, out);
    } else {
      long deltaMs = timeMs - lastTimeMs;
      out.varbitInt(deltaMs - lastDeltaMs);
      lastDeltaMs = deltaMs;
      writeNext(histogram, out);
    }
    lastTimeMs = timeMs;
    samples++;
    out.setFirstShort(samples);
  }

  private void recode(BucketLayout wider) {
    int count = samples;
    long[] timesMs = new long[count];
    Histogram[] histograms = new Histogram[count];
    HistogramDecoder decoder = decoder();
    decoder.reset(encoding(), bytes(), 0, length(), count);
    decoder.decode(timesMs, histograms, null, 0, count);
    restart(wider);
    for (int i = 0; i < count; i++) {
      write(timesMs[i], histograms[i].withBuckets(wider));
    }
  }

  private boolean gaugeFits(Histogram histogram) {
    return header == CounterResetHint.GAUGE
        && (histogram.isStale()
            || !last().isStale() && sameWidths(histogram.layout()) && sameBounds(histogram));
  }

  /** How a counter relates to the chunk's last histogram; it fits the chunk if it went on. */
  private CounterResetHint compare(Histogram histogram) {
    if (histogram.resetHint() == CounterResetHint.RESET) {
      return CounterResetHint.RESET;
    }
    if (header == CounterResetHint.GAUGE) {
      return CounterResetHint.UNKNOWN;
    }
    if (histogram.isStale()) {
      return CounterResetHint.NOT_RESET;
    }
    if (last().isStale()) {
      return CounterResetHint.UNKNOWN;
    }
    if (countFell(histogram)) {
      return CounterResetHint.RESET;
    }
    if (!sameWidths(histogram.layout())) {
      return CounterResetHint.UNKNOWN;
    }
    return !sameBounds(histogram) || zeroCountFell(histogram) || bucketFell(histogram)
        ? CounterResetHint.RESET
        : CounterResetHint.NOT_RESET;
  }

  private boolean sameWidths(BucketLayout other) {
    return other.schema() == layout.schema() && other.zeroThreshold() == layout.zeroThreshold();
  }

  private boolean sameBounds(Histogram histogram) {
    return Arrays.equals(histogram.layout().customValues(), layout.customValues());
  }

  /** A layout with the chunk's buckets and others; the chunk's own object if it has them all. */
  private BucketLayout commonLayout(BucketLayout other, boolean gauge) {
    if (other.equals(layout)) {
      return layout;
    }
    int[] positive = BucketSpans.indices(layout.positiveSpans());
    int[] negative = BucketSpans.indices(layout.negativeSpans());
    int[] otherPositive = BucketSpans.indices(other.positiveSpans());
    int[] otherNegative = BucketSpans.indices(other.negativeSpans());
    if (BucketSpans.containsAll(positive, otherPositive)
        && BucketSpans.containsAll(negative, otherNegative)) {
      return layout;
    }
    boolean lacksPositive = !BucketSpans.containsAll(otherPositive, positive);
    boolean lacksNegative = !BucketSpans.containsAll(otherNegative, negative);
    if (!lacksPositive && !lacksNegative) {
      return other;
    }
    return other.withSpans(
        lacksPositive || gauge
            ? BucketSpans.of(BucketSpans.union(positive, otherPositive))
            : other.positiveSpans(),
        lacksNegative || gauge
            ? BucketSpans.of(BucketSpans.union(negative, otherNegative))
            : other.negativeSpans());
  }

  /** The sample that ends a series. */
  abstract Histogram stale();

  abstract boolean countFell(Histogram histogram);

  abstract boolean zeroCountFell(Histogram histogram);

  /** Whether the count of a bucket fell, or of one that is gone. */
  abstract boolean bucketFell(Histogram histogram);

  /** Writes what follows the time of the first sample. */
  abstract void writeFirst(Histogram histogram, BitWriter to);

  /** Writes what follows the time of a further sample, which has the chunk's buckets. */
  abstract void writeNext(Histogram histogram, BitWriter to);

  abstract HistogramDecoder decoder();
}

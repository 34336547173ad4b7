package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import dev.deucalion.tsdb.chunk.FullChunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The samples of one chunk, to find out which of a buffer are among them. */
final class ChunkSamples {
  private static final ChunkSamples NONE =
      new ChunkSamples(new long[0], new double[0], new Histogram[0], 0);

  /** Rising. */
  private final long[] timesMs;

  private final double[] values;

  /** Empty when all samples are floats. */
  private final Histogram[] histograms;

  private final int count;

  private ChunkSamples(long[] timesMs, double[] values, Histogram[] histograms, int count) {
    this.timesMs = timesMs;
    this.values = values;
    this.histograms = histograms;
    this.count = count;
  }

  /** Reads a chunk; one that cannot be decoded has no samples. */
  static ChunkSamples read(FullChunks store, long ref) {
    ChunkData chunk = new ChunkData();
    store.read(ref, chunk);
    ChunkReader reader = new ChunkReader();
    try {
      reader.reset(chunk);
      int samples = reader.remaining();
      boolean isFloats = !chunk.encoding.isHistogram();
      long[] timesMs = new long[samples];
      double[] values = new double[isFloats ? samples : 0];
      Histogram[] histograms = new Histogram[isFloats ? 0 : samples];
      int count = 0;
      for (int more = -1; more != 0; count += more) {
        more =
            isFloats
                ? reader.next(timesMs, values, count, samples - count)
                : reader.nextHistograms(timesMs, histograms, count, samples - count);
      }
      return new ChunkSamples(timesMs, values, histograms, count);
    } catch (CorruptChunkException e) {
      return NONE;
    }
  }

  int count() {
    return count;
  }

  /**
   * Whether a sample is among them. Histograms count as the same when their counts and sums are:
   * their buckets may be laid out in another way here.
   *
   * @param valueBits of a float
   * @param histogram null for a float
   */
  boolean has(long timeMs, long valueBits, @Nullable Histogram histogram) {
    int at = Arrays.binarySearch(timesMs, 0, count, timeMs);
    if (at < 0 || (histogram == null) != (histograms.length == 0)) {
      return false;
    }
    if (histogram == null) {
      return Double.doubleToRawLongBits(values[at]) == valueBits;
    }
    return isSame(histograms[at], histogram);
  }

  private static boolean isSame(Histogram a, Histogram b) {
    return Double.doubleToRawLongBits(a.sum()) == Double.doubleToRawLongBits(b.sum())
        && a.toFloat().count() == b.toFloat().count();
  }
}

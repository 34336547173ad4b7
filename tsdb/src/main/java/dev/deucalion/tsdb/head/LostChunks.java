package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.HistogramEncoder;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Full chunks of one series, side by side, that cannot be read, and the samples that the log has in
 * their place. For one thread.
 */
final class LostChunks {
  private static final int INITIAL_SAMPLES = 128;

  private final long logRef;
  private final long afterMs;
  private final long beforeMs;

  /** Oldest first. */
  private final List<Integer> links;

  private long[] timesMs = new long[INITIAL_SAMPLES];
  private long[] valueBits = new long[INITIAL_SAMPLES];

  /** By index, null for floats. */
  private @Nullable Histogram[] histograms = new Histogram[INITIAL_SAMPLES];

  private int count;

  /** The first sample that is in no chunk yet. */
  private int taken;

  /**
   * @param logRef of the series
   * @param afterMs last time that is not lost before them
   * @param beforeMs first time that is not lost behind them
   * @param links to the chunks, oldest first
   */
  LostChunks(long logRef, long afterMs, long beforeMs, List<Integer> links) {
    this.logRef = logRef;
    this.afterMs = afterMs;
    this.beforeMs = beforeMs;
    this.links = List.copyOf(links);
  }

  long logRef() {
    return logRef;
  }

  List<Integer> links() {
    return links;
  }

  /**
   * Takes a sample where its time is lost.
   *
   * @param timeMs later than that of any before
   * @param bits of a float
   * @param histogram null for a float
   */
  void add(long timeMs, long bits, @Nullable Histogram histogram) {
    if (timeMs <= afterMs || timeMs >= beforeMs) {
      return;
    }
    if (count == timesMs.length) {
      timesMs = Arrays.copyOf(timesMs, count * 2);
      valueBits = Arrays.copyOf(valueBits, count * 2);
      histograms = Arrays.copyOf(histograms, count * 2);
    }
    timesMs[count] = timeMs;
    valueBits[count] = bits;
    histograms[count++] = histogram;
  }

  /**
   * The chunks anew, one for each link; null for one whose samples the log has not. Where chunks
   * were cut, the list knows only roughly, so a sample may be in the one before.
   */
  List<@Nullable ChunkData> encode(FullChunkList list) {
    List<@Nullable ChunkData> chunks = new ArrayList<>();
    taken = 0;
    for (int i = 0; i < links.size(); i++) {
      boolean isLast = i == links.size() - 1;
      int end = isLast ? count : endOf(links.get(i), list);
      if (isLast) {
        adaptStale();
      }
      chunks.add(end > taken ? encodeTo(end) : null);
    }
    return chunks;
  }

  /**
   * Where the last chunk would begin with stale markers of histograms and floats follow, which it
   * could not take then, makes them markers of floats: where the head had forgotten the histograms
   * before, they were that.
   */
  private void adaptStale() {
    int end = taken;
    while (end < count && isStale(histograms[end])) {
      end++;
    }
    if (end < count && histograms[end] == null) {
      Arrays.fill(histograms, taken, end, null);
      Arrays.fill(valueBits, taken, end, StaleMarker.BITS);
    }
  }

  private static boolean isStale(@Nullable Histogram histogram) {
    return histogram != null && histogram.isStale();
  }

  private int endOf(int link, FullChunkList list) {
    int end = taken;
    while (end < count && !list.isBefore(link, timesMs[end])) {
      end++;
    }
    return end;
  }

  private ChunkData encodeTo(int end) {
    Histogram first = histograms[taken];
    return first == null ? encodeFloats(end) : encodeHistograms(first, end);
  }

  private ChunkData encodeFloats(int end) {
    ChunkData chunk = new ChunkData();
    int mostBytes = XorEncoder.HEADER_BYTES + (end - taken) * XorEncoder.MAX_SAMPLE_BYTES;
    chunk.reserve(mostBytes);
    chunk.encoding = ChunkEncoding.XOR;
    chunk.minTimeMs = timesMs[taken];
    XorEncoder xor = new XorEncoder();
    xor.clear();
    while (taken < end && histograms[taken] == null) {
      if (!xor.append(chunk.bytes, 0, mostBytes, timesMs[taken], valueBits[taken])) {
        throw new IllegalStateException("a sample of more than its most bytes");
      }
      taken++;
    }
    chunk.maxTimeMs = xor.lastTimeMs;
    chunk.length = xor.bytes();
    xor.complete(chunk.bytes, 0);
    return chunk;
  }

  private ChunkData encodeHistograms(Histogram first, int end) {
    HistogramEncoder encoder = HistogramEncoder.of(first);
    while (taken < end && fits(encoder, histograms[taken])) {
      taken++;
    }
    ChunkData chunk = new ChunkData();
    chunk.reserve(encoder.length());
    System.arraycopy(encoder.bytes(), 0, chunk.bytes, 0, encoder.length());
    chunk.encoding = encoder.encoding();
    chunk.length = encoder.length();
    chunk.minTimeMs = encoder.firstTimeMs();
    chunk.maxTimeMs = encoder.lastTimeMs();
    return chunk;
  }

  private boolean fits(HistogramEncoder encoder, @Nullable Histogram histogram) {
    return histogram != null
        && encoder.takes(histogram)
        && encoder.append(timesMs[taken], histogram) != Outcome.NEW_CHUNK;
  }

  /** Samples found that no chunk has after {@link #encode}. */
  int leftOver() {
    return count - taken;
  }
}

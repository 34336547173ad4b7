package dev.deucalion.tsdb.head;

import dev.deucalion.model.stats.ValueCounts;
import dev.deucalion.tsdb.chunk.ChunkFileStats;
import dev.deucalion.tsdb.exemplar.ExemplarStats;

/**
 * What the head counts. Counters start at 0 when the store opens and only grow, what the replay of
 * the log restores included; the rest are gauges.
 *
 * @param series series now, those without a committed sample included
 * @param seriesCreated counter of series made
 * @param chunks chunks now, full and open
 * @param chunksCreated counter of chunks begun
 * @param floatsAppended counter of floats committed
 * @param histogramsAppended counter of histograms committed
 * @param outOfOrderAppended counter of those that came out of order
 * @param outOfOrder counter of samples refused for their age within the series
 * @param duplicateTimestamp counter of samples refused for another value at the same time
 * @param outOfBounds counter of samples refused for being before the head's range
 * @param tooOld counter of samples refused for being before the out-of-order window
 * @param activeAppenders batches open now
 * @param openReaders readers open now that have selected something
 * @param minTimeMs oldest sample, or {@link #NO_MIN_TIME}
 * @param maxTimeMs newest sample, or {@link #NO_MAX_TIME}
 * @param labelPairs distinct pairs of label name and value of series with samples
 * @param symbols distinct label strings
 * @param openChunkBytes bytes of memory for chunks that still grow
 * @param chunkFiles files of full chunks
 * @param staleSeries series whose last sample says that they ended
 * @param nativeHistograms series of native histograms
 * @param isolation how far batches and readers have got
 * @param lateness seconds by which samples that came out of order, taken or not, were behind the
 *     newest of all
 * @param truncations how the head lets go of what is old
 * @param exemplars the ring of exemplars
 */
public record HeadStats(
    long series,
    long seriesCreated,
    long chunks,
    long chunksCreated,
    long floatsAppended,
    long histogramsAppended,
    long outOfOrderAppended,
    long outOfOrder,
    long duplicateTimestamp,
    long outOfBounds,
    long tooOld,
    long activeAppenders,
    long openReaders,
    long minTimeMs,
    long maxTimeMs,
    long labelPairs,
    long symbols,
    long openChunkBytes,
    ChunkFileStats chunkFiles,
    long staleSeries,
    NativeHistogramStats nativeHistograms,
    IsolationStats isolation,
    ValueCounts lateness,
    TruncationStats truncations,
    ExemplarStats exemplars) {
  /** Minimum time while there is no sample. */
  public static final long NO_MIN_TIME = Long.MAX_VALUE;

  /** Maximum time while there is no sample. */
  public static final long NO_MAX_TIME = Long.MIN_VALUE;

  /** Of a head that is not there. */
  public static final HeadStats NONE =
      new HeadStats(
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          NO_MIN_TIME,
          NO_MAX_TIME,
          0,
          0,
          0,
          ChunkFileStats.NONE,
          0,
          NativeHistogramStats.NONE,
          IsolationStats.NONE,
          ValueCounts.NONE,
          TruncationStats.NONE,
          new ExemplarStats(0, 0, 0, 0, 0, 0));

  /** Counter of samples committed, of all kinds. */
  public long samplesAppended() {
    return floatsAppended + histogramsAppended;
  }
}

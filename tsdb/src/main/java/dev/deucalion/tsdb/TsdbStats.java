package dev.deucalion.tsdb;

/**
 * What a store counts, at one moment. Counters start at 0 when the store opens and only grow; the
 * rest are gauges.
 *
 * @param head series and samples
 * @param log the write-ahead log; all zeros where there is none
 */
public record TsdbStats(HeadStats head, LogStats log) {
  /** For times: no sample yet. */
  public static final long NO_TIME_MIN = Long.MAX_VALUE;

  /** For times: no sample yet. */
  public static final long NO_TIME_MAX = Long.MIN_VALUE;

  /**
   * The head.
   *
   * @param series series now, those without a committed sample included
   * @param seriesCreated counter of series made
   * @param chunks chunks now, full and open
   * @param chunksCreated counter of chunks begun
   * @param samplesAppended counter of samples committed
   * @param outOfOrder counter of samples refused for their age within the series
   * @param duplicateTimestamp counter of samples refused for another value at the same time
   * @param outOfBounds counter of samples refused for being before the head's range
   * @param activeAppenders batches open now
   * @param openReaders queriers open now
   * @param minTimeMs oldest sample, or {@link #NO_TIME_MIN}
   * @param maxTimeMs newest sample, or {@link #NO_TIME_MAX}
   * @param labelPairs distinct pairs of label name and value of series with samples
   * @param symbols distinct label strings
   * @param mappedChunkBytes bytes of full chunks in files
   */
  public record HeadStats(
      long series,
      long seriesCreated,
      long chunks,
      long chunksCreated,
      long samplesAppended,
      long outOfOrder,
      long duplicateTimestamp,
      long outOfBounds,
      long activeAppenders,
      long openReaders,
      long minTimeMs,
      long maxTimeMs,
      long labelPairs,
      long symbols,
      long mappedChunkBytes) {}

  /**
   * The write-ahead log.
   *
   * @param segment number of the segment that is written now
   * @param corruptions counter of places where the log was found damaged and cut
   * @param writesFailed counter of commits refused because the log could not be written
   * @param bytesWritten counter of bytes, padding included
   * @param pagesCompleted counter of 32 KiB pages filled
   * @param fsyncs counter of syncs
   * @param fsyncSeconds counter of seconds spent in them
   * @param sizeBytes bytes of all segments now
   * @param replaySeconds how long the replay took when the store opened
   */
  public record LogStats(
      long segment,
      long corruptions,
      long writesFailed,
      long bytesWritten,
      long pagesCompleted,
      long fsyncs,
      double fsyncSeconds,
      long sizeBytes,
      double replaySeconds) {
    /** Where there is no log. */
    public static final LogStats NONE = new LogStats(0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}

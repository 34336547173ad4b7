package dev.deucalion.tsdb.wal;

import dev.deucalion.model.stats.DurationSummary;

/**
 * What the write-ahead log counts.
 *
 * @param segment number of the segment that is written now
 * @param corruptions counter of places where the log was found damaged and cut
 * @param writesFailed counter of batches refused because the log could not be written
 * @param bytesWritten counter of bytes, padding included
 * @param pagesCompleted counter of 32 KiB pages filled
 * @param volume what was written
 * @param fsyncs how long syncs took
 * @param fsyncsFailed counter of syncs that failed; they are tried again
 * @param sizeBytes bytes of all segments now
 * @param replaySeconds how long the replay took when the store opened
 * @param checkpoints truncations of the log
 * @param state whether batches are taken
 */
public record WalStats(
    long segment,
    long corruptions,
    long writesFailed,
    long bytesWritten,
    long pagesCompleted,
    Volume volume,
    DurationSummary fsyncs,
    long fsyncsFailed,
    long sizeBytes,
    double replaySeconds,
    CheckpointStats checkpoints,
    WriteState state) {
  /**
   * What was written; all are counters.
   *
   * @param pageFlushes pages written, those that were not full yet included
   * @param fragments parts of records, one where a record lies within a page
   * @param fragmentBytes their bytes, headers included
   * @param savedBytes bytes that compression spared
   * @param compression how records are compressed
   */
  public record Volume(
      long pageFlushes,
      long fragments,
      long fragmentBytes,
      long savedBytes,
      RecordBuffer.Compression compression) {
    static final Volume NONE = new Volume(0, 0, 0, 0, RecordBuffer.Compression.NONE);
  }

  /** Where there is no log. */
  public static final WalStats NONE =
      new WalStats(
          0,
          0,
          0,
          0,
          0,
          Volume.NONE,
          DurationSummary.NONE,
          0,
          0,
          0,
          CheckpointStats.NONE,
          WriteState.WRITABLE);
}

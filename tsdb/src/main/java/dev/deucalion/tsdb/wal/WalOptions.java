package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.wal.RecordBuffer.Compression;

/**
 * Settings of the log.
 *
 * @param segmentBytes size at which a segment ends, a multiple of the page size
 * @param compression of records
 * @param syncDelayMs a write reaches the disk at most this much later; 0 syncs before it returns
 * @param owner whose log it is
 */
public record WalOptions(
    int segmentBytes, Compression compression, long syncDelayMs, LogOwner owner) {
  /** Settings of the log of a server. */
  public WalOptions(int segmentBytes, Compression compression, long syncDelayMs) {
    this(segmentBytes, compression, syncDelayMs, LogOwner.SERVER);
  }

  /** The same for the log of another owner. */
  public WalOptions withOwner(LogOwner newOwner) {
    return new WalOptions(segmentBytes, compression, syncDelayMs, newOwner);
  }
}

package dev.deucalion.tsdb;

import dev.deucalion.tsdb.compact.CompactionStats;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.wal.WalStats;

/**
 * What a store counts, at one moment.
 *
 * @param head series and samples
 * @param log the write-ahead log; all zeros where there is none
 * @param blocks blocks and how they are made
 * @param start how the store found its directory
 * @param restartFile how the file for a fast start is written
 */
public record TsdbStats(
    HeadStats head,
    WalStats log,
    CompactionStats blocks,
    StartKind start,
    RestartFileStats restartFile) {
  /** Of a store that is not there. */
  public static final TsdbStats NONE =
      new TsdbStats(
          HeadStats.NONE,
          WalStats.NONE,
          CompactionStats.NONE,
          StartKind.UNKNOWN,
          RestartFileStats.NONE);
}

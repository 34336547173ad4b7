package dev.deucalion.tsdb;

import dev.deucalion.tsdb.compact.CompactionStats;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.wal.WalStats;
import dev.deucalion.tsdb.wal.WriteState;
import java.util.Optional;

/**
 * What a store counts, at one moment.
 *
 * @param writeState whether batches are taken
 * @param head series and samples
 * @param log the write-ahead log; all zeros where there is none
 * @param blocks blocks and how they are made
 * @param lateLog the log of samples out of order, where there is one
 * @param start how the store found its directory
 * @param restartFile how the file for a fast start is written
 */
public record TsdbStats(
    WriteState writeState,
    HeadStats head,
    WalStats log,
    Optional<WalStats> lateLog,
    CompactionStats blocks,
    StartStats start,
    RestartFileStats restartFile) {
  /** Of a store that is not there. */
  public static final TsdbStats NONE =
      new TsdbStats(
          WriteState.WRITABLE,
          HeadStats.NONE,
          WalStats.NONE,
          Optional.empty(),
          CompactionStats.NONE,
          StartStats.NONE,
          RestartFileStats.NONE);
}

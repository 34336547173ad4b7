package dev.deucalion.tsdb;

import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.wal.WalStats;

/**
 * What a store counts, at one moment.
 *
 * @param head series and samples
 * @param log the write-ahead log; all zeros where there is none
 */
public record TsdbStats(HeadStats head, WalStats log) {}

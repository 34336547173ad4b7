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
 */
public record TsdbStats(HeadStats head, WalStats log, CompactionStats blocks, StartKind start) {}

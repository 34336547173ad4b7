package dev.deucalion.tsdb.wal;

import org.jspecify.annotations.Nullable;

/**
 * What stands in front of the records of a batch ({@code docs/formats/wal.md}).
 *
 * @param at where the mark stands
 * @param records how many records behind it belong together
 * @param lateRecords how many of them, the last ones, hold samples that came out of order
 * @param origin in the log of samples out of order, where the batch begins in the write-ahead log;
 *     null in that log
 */
public record BatchMark(
    LogPosition at, long records, long lateRecords, @Nullable LogPosition origin) {}

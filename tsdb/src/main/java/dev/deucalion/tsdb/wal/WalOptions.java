package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.wal.RecordBuffer.Compression;

/**
 * Settings of the log.
 *
 * @param segmentBytes size at which a segment ends, a multiple of the page size
 * @param compression of records
 * @param syncDelayMs a write reaches the disk at most this much later; 0 syncs before it returns
 */
public record WalOptions(int segmentBytes, Compression compression, long syncDelayMs) {}

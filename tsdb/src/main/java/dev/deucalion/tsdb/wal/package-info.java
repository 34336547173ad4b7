/**
 * The write-ahead log, in Prometheus' format: segments of 32 KiB pages with checksummed record
 * fragments ({@code docs/formats/wal.md}).
 *
 * <p>{@link dev.deucalion.tsdb.wal.WalWriter} appends records that {@link
 * dev.deucalion.tsdb.wal.RecordEncoder} filled; {@link dev.deucalion.tsdb.wal.WalReplay} reads them
 * at start and cuts a damaged tail; {@link dev.deucalion.tsdb.wal.RecordDecoder} takes them apart.
 * Builds on {@code tsdb.file}. One thread writes at a time, one thread of its own syncs.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.exemplar}, {@code
 * model.metadata}, {@code model.stats}, {@code model.time}, {@code tsdb.file}.
 */
@NullMarked
package dev.deucalion.tsdb.wal;

import org.jspecify.annotations.NullMarked;

/**
 * The time-series database: start with {@link dev.deucalion.tsdb.Tsdb}.
 *
 * <p>The facade puts together the write-ahead log ({@code tsdb.wal}), the head ({@code tsdb.head},
 * which keeps all series and their samples), its label index ({@code tsdb.index}) and chunks
 * ({@code tsdb.chunk}); all file calls go through {@code tsdb.file}. Any thread may append and
 * query; one background thread syncs the log.
 */
@NullMarked
package dev.deucalion.tsdb;

import org.jspecify.annotations.NullMarked;

/**
 * The time-series database: start with {@link dev.deucalion.tsdb.Tsdb}.
 *
 * <p>The facade puts together the write-ahead log ({@code tsdb.wal}), the head ({@code tsdb.head},
 * which keeps the newest samples of all series), its label index ({@code tsdb.index}) and chunks
 * ({@code tsdb.chunk}), blocks on disk ({@code tsdb.block}), their upkeep ({@code tsdb.compact})
 * and what reads head and blocks as one ({@code tsdb.merge}); all file calls go through {@code
 * tsdb.file}. Any thread may append and query; background threads sync the log, compact, and write
 * the restart file ({@code tsdb.restart}).
 */
@NullMarked
package dev.deucalion.tsdb;

import org.jspecify.annotations.NullMarked;

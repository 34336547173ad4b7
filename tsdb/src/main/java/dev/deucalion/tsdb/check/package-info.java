/**
 * Verifies a data directory without changing it: {@link dev.deucalion.tsdb.check.StoreChecker}.
 * Builds on the readers of {@code tsdb.wal}, {@code tsdb.chunk} and {@code tsdb.block}.
 */
@NullMarked
package dev.deucalion.tsdb.check;

import org.jspecify.annotations.NullMarked;

/**
 * Verifies a data directory without changing it: {@link dev.deucalion.tsdb.check.StoreChecker}.
 * Builds on the readers of {@code tsdb.wal} and {@code tsdb.chunk}.
 */
@NullMarked
package dev.deucalion.tsdb.check;

import org.jspecify.annotations.NullMarked;

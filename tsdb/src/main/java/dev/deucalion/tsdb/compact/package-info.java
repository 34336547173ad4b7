/**
 * The life of samples after the head has taken them: {@link dev.deucalion.tsdb.compact.Upkeep}.
 *
 * <p>{@link dev.deucalion.tsdb.compact.StoredBlocks} knows which blocks there are and which must
 * go, {@link dev.deucalion.tsdb.compact.CompactionPlanner} which of them become one. Blocks are
 * merged as streams of chunks, so that a few chunks of one series are in memory at a time. One
 * thread at a time does the work, a thread of the store or a caller; any thread may read.
 *
 * <p>May depend on: {@code model.histogram}, {@code model.labels}, {@code model.time}, {@code
 * model.stats}, {@code storage}, {@code tsdb.block}, {@code tsdb.chunk}, {@code tsdb.file}, {@code
 * tsdb.head}, {@code tsdb.merge}.
 */
@NullMarked
package dev.deucalion.tsdb.compact;

import org.jspecify.annotations.NullMarked;

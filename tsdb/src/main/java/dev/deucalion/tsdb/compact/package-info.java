/**
 * The life of data on disk: which blocks become one ({@link
 * dev.deucalion.tsdb.compact.CompactionPlanner}), and which go ({@link
 * dev.deucalion.tsdb.compact.RetentionLimits}). Blocks are merged as streams of chunks, so that one
 * chunk of each is in memory at a time. For one thread at a time.
 *
 * <p>May depend on: {@code model.histogram}, {@code model.labels}, {@code model.time}, {@code
 * model.stats}, {@code storage}, {@code tsdb.block}, {@code tsdb.chunk}, {@code tsdb.file}, {@code
 * tsdb.head}, {@code tsdb.merge}.
 */
@NullMarked
package dev.deucalion.tsdb.compact;

import org.jspecify.annotations.NullMarked;

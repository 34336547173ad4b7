/**
 * The life of data on disk: which blocks become one ({@link
 * dev.deucalion.tsdb.compact.CompactionPlanner}), and which go ({@link
 * dev.deucalion.tsdb.compact.RetentionLimits}).
 *
 * <p>May depend on: {@code model.labels}, {@code model.time}, {@code model.stats}, {@code storage},
 * {@code tsdb.block}, {@code tsdb.chunk}, {@code tsdb.file}, {@code tsdb.head}.
 */
@NullMarked
package dev.deucalion.tsdb.compact;

import org.jspecify.annotations.NullMarked;

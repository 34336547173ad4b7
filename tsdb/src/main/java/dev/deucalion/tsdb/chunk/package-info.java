/**
 * Chunks: the samples of one series over a stretch of time, compressed.
 *
 * <p>{@link dev.deucalion.tsdb.chunk.XorEncoder} and {@link
 * dev.deucalion.tsdb.chunk.HistogramEncoder} write chunks, {@link
 * dev.deucalion.tsdb.chunk.ChunkReader} reads those of any encoding; {@link
 * dev.deucalion.tsdb.chunk.SliceSlabs} holds chunks that still grow, {@link
 * dev.deucalion.tsdb.chunk.FullChunks} those that are done. Builds on {@code tsdb.file}. Writing is
 * for the one thread that holds the head's write lock, reading for any.
 *
 * <p>May depend on: {@code tsdb.file}, {@code storage}, {@code model.histogram}, {@code
 * model.labels}, {@code model.sample}, {@code model.time}.
 */
@NullMarked
package dev.deucalion.tsdb.chunk;

import org.jspecify.annotations.NullMarked;

/**
 * The head: all series in memory and their samples, written in batches and read from one moment.
 *
 * <p>{@link dev.deucalion.tsdb.head.Head} is the way in; {@code HeadState} is what it holds. State
 * of series lies in columns of primitive arrays addressed by a dense id; there is no object for a
 * series or a sample. Builds on {@code tsdb.index} and {@code tsdb.chunk}, and puts batches into
 * {@code tsdb.wal}. Any thread may call it; who may touch what under which lock is said in {@code
 * docs/concurrency.md}.
 */
@NullMarked
package dev.deucalion.tsdb.head;

import org.jspecify.annotations.NullMarked;

/**
 * Whole lives of a store, made up from a seed: batches, deletions, compactions, restarts, and what
 * must be in it at each moment. Start with {@link dev.deucalion.tsdb.life.Life}; {@code
 * CrashMatrixTest}, {@code FaultyDiskTest} and {@code FlippedBitTest} let such lives go wrong in
 * every way, on {@code SimulatedFiles}. {@code Matrix} says how to run more of them.
 */
@NullMarked
package dev.deucalion.tsdb.life;

import org.jspecify.annotations.NullMarked;

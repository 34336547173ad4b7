/**
 * Samples of the head that came out of order: for each series a small buffer, and chunks that were
 * made of full buffers and may overlap.
 *
 * <p>{@link dev.deucalion.tsdb.outoforder.OutOfOrderSamples} is the way in. It is written under the
 * head's write lock; what a reader took of it under the read lock never changes and may be read
 * without one.
 *
 * <p>May depend on: {@code model.histogram}, {@code storage}, {@code tsdb.chunk}.
 */
@NullMarked
package dev.deucalion.tsdb.outoforder;

import org.jspecify.annotations.NullMarked;

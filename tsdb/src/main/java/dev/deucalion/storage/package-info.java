/**
 * What the rest of the program sees of a store: writing ({@link dev.deucalion.storage.Appendable})
 * and reading ({@link dev.deucalion.storage.Queryable}). Interfaces only; the head, blocks and
 * remote stores stand behind them.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.exemplar}, {@code
 * model.metadata}.
 */
@NullMarked
package dev.deucalion.storage;

import org.jspecify.annotations.NullMarked;

/**
 * What the rest of the program sees of a store: writing ({@link dev.deucalion.storage.Appendable})
 * and reading ({@link dev.deucalion.storage.Queryable}). Interfaces only; the head, and later
 * blocks and remote stores, stand behind them.
 *
 * <p>May depend on: {@code model.labels}.
 */
@NullMarked
package dev.deucalion.storage;

import org.jspecify.annotations.NullMarked;

/**
 * What the rest of the program sees of a store: writing ({@link dev.deucalion.storage.Appendable})
 * and reading ({@link dev.deucalion.storage.Queryable}). Interfaces only; the head, and later
 * blocks and remote stores, stand behind them.
 */
@NullMarked
package dev.deucalion.storage;

import org.jspecify.annotations.NullMarked;

/**
 * Several stores of samples read as one: {@link dev.deucalion.tsdb.merge.MergedQuerier} for
 * queries. Works on the interfaces of {@code storage} alone. Queriers belong to the thread that
 * reads, the sets they give to any.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code storage}.
 */
@NullMarked
package dev.deucalion.tsdb.merge;

import org.jspecify.annotations.NullMarked;

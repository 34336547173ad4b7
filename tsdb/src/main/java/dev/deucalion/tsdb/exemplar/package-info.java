/**
 * The exemplars of the store: a ring of the last ones, whatever their series. {@link
 * dev.deucalion.tsdb.exemplar.ExemplarRing} is the way in; any thread may call it.
 *
 * <p>May depend on: {@code model.labels}, {@code model.exemplar}, {@code storage}.
 */
@NullMarked
package dev.deucalion.tsdb.exemplar;

import org.jspecify.annotations.NullMarked;

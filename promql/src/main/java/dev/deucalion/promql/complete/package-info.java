/**
 * What may be typed at a place of a query. {@link dev.deucalion.promql.complete.CompletionFinder}
 * is the entry: it says which names and words fit at a cursor; who has a store looks the names up.
 * What fits is asked from the parser, by trying, so that there is one grammar only.
 *
 * <p>Everything is immutable and runs on the caller's thread.
 *
 * <p>May depend on: {@code promql.ast}, {@code promql.function}, {@code promql.parser}.
 */
@NullMarked
package dev.deucalion.promql.complete;

import org.jspecify.annotations.NullMarked;

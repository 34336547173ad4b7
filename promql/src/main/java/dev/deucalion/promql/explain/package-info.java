/**
 * Why a query costs what it costs and gives what it gives. {@link
 * dev.deucalion.promql.explain.Explanation} is the entry: it joins the syntax tree with what a
 * {@link dev.deucalion.promql.exec.QueryProfile} measured while the query ran, and looks for series
 * that found no partner.
 *
 * <p>Everything is immutable and is made on the caller's thread, once the query has ended, under
 * limits that the caller gives.
 *
 * <p>May depend on: {@code promql}, {@code promql.ast}, {@code promql.exec}, {@code
 * promql.function}, {@code promql.number}, {@code promql.parser}, {@code model.labels}, {@code
 * storage}.
 */
@NullMarked
package dev.deucalion.promql.explain;

import org.jspecify.annotations.NullMarked;

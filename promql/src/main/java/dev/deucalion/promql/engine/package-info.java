/**
 * What callers see of PromQL: {@link dev.deucalion.promql.engine.QueryEngine} takes a query and a
 * store and gives a {@link dev.deucalion.promql.engine.QueryResult}, or throws a {@link
 * dev.deucalion.promql.QueryException}.
 *
 * <p>A query runs on the thread of its caller; threads that all queries share help it.
 *
 * <p>May depend on: {@code promql}, {@code promql.ast}, {@code promql.exec}, {@code promql.kernel},
 * {@code promql.parser}, {@code promql.plan}, {@code promql.shard}, {@code model.histogram}, {@code
 * model.labels}, {@code model.stats}, {@code storage}.
 */
@NullMarked
package dev.deucalion.promql.engine;

import org.jspecify.annotations.NullMarked;

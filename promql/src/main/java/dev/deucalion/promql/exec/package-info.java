/**
 * Operators: what an expression becomes before it runs.
 *
 * <p>{@link dev.deucalion.promql.exec.OperatorBuilder} turns a plan into a tree of {@link
 * dev.deucalion.promql.exec.VectorOperator}s and {@link dev.deucalion.promql.exec.RangeVector}s and
 * collects the selectors, which are then asked from the store together. Evaluation goes series by
 * series: an operator says its output series, then gives one column of steps at a time. Limits,
 * annotations and counters of the query are in {@link dev.deucalion.promql.exec.QueryContext}.
 * Arithmetic is in {@code kernel}.
 *
 * <p>To add a function: its signature in the {@code function} catalogue, a kernel in {@code kernel}
 * if it needs one, and a line in {@link dev.deucalion.promql.exec.ElementFunctions} (one number to
 * one number), {@link dev.deucalion.promql.exec.WindowFunctions} (a window to a number) or, for
 * functions that see labels or several series, an operator named in {@link
 * dev.deucalion.promql.exec.FunctionBuilder}.
 *
 * <p>The thread of a query pulls its operators. Series of operators that can be {@linkplain
 * dev.deucalion.promql.exec.VectorOperator#fork forked} are read by other threads too, each with a
 * fork of its own ({@link dev.deucalion.promql.exec.ShardedOperator}).
 *
 * <p>May depend on: {@code promql}, {@code promql.ast}, {@code promql.histogram}, {@code
 * promql.kernel}, {@code promql.number}, {@code promql.plan}, {@code promql.shard}, {@code
 * promql.window}, {@code model.histogram}, {@code model.labels}, {@code model.relabel}, {@code
 * model.sample}, {@code storage}.
 */
@NullMarked
package dev.deucalion.promql.exec;

import org.jspecify.annotations.NullMarked;

/**
 * What becomes of an expression before operators are made of it.
 *
 * <p>{@link dev.deucalion.promql.plan.Planner} turns a syntax tree into a {@link
 * dev.deucalion.promql.plan.LogicalPlan} and applies its {@link
 * dev.deucalion.promql.plan.Rewrite}s, one class each. A rewrite changes what a query costs, never
 * its answer, its errors or its annotations.
 *
 * <p>To add a rewrite: a class here, its place in {@link dev.deucalion.promql.plan.Planner#ALL},
 * and queries of its kind in the test that compares answers with and without it.
 *
 * <p>Everything is immutable. Trees are walked by recursion, on a stack that fits their depth.
 *
 * <p>May depend on: {@code promql.ast}, {@code promql.number}, {@code model.labels}.
 */
@NullMarked
package dev.deucalion.promql.plan;

import org.jspecify.annotations.NullMarked;

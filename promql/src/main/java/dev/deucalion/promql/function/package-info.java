/**
 * The catalogue of PromQL's functions, {@link dev.deucalion.promql.function.FunctionCatalogue}:
 * name, signature, whether it is experimental. What a function computes stands in {@code exec} and
 * {@code kernel}.
 *
 * <p>To add a function: give its signature a line in the catalogue, its computation a case in
 * {@code exec.FunctionBuilder} (on a loop of {@code kernel} where it folds a window), and its
 * behaviour a script that {@link dev.deucalion.promql.testkit.ScriptRunner} runs. The parser needs
 * nothing.
 */
@NullMarked
package dev.deucalion.promql.function;

import org.jspecify.annotations.NullMarked;

/**
 * The catalogue of PromQL's functions: name, signature, whether it is experimental. What a function
 * computes stands with the engine.
 */
@NullMarked
package dev.deucalion.promql.function;

import org.jspecify.annotations.NullMarked;

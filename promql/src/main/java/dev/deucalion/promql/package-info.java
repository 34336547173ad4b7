/**
 * PromQL. {@code ast} is the language as data, {@code parser} makes it from text, {@code engine} is
 * what callers use ({@link dev.deucalion.promql.engine.QueryEngine}), {@code exec} and {@code
 * kernel} are behind it. What all of them may throw is here.
 */
@NullMarked
package dev.deucalion.promql;

import org.jspecify.annotations.NullMarked;

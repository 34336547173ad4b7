/**
 * From text to syntax tree and back.
 *
 * <p>May depend on: {@code model.labels}, {@code promql.ast}, {@code promql.function}.
 */
@NullMarked
package dev.deucalion.promql.parser;

import org.jspecify.annotations.NullMarked;

/**
 * From text to syntax tree and back. {@link dev.deucalion.promql.parser.PromqlParser} is the entry:
 * a lexer on demand, recursive descent with precedence climbing, then a check of types; it fails at
 * the first error, with Prometheus' words and position. {@link
 * dev.deucalion.promql.parser.ExprPrinter} prints on one line, {@link
 * dev.deucalion.promql.parser.PrettyPrinter} over several. Builds on {@code ast} and {@code
 * function}; runs on the caller's thread and keeps no state.
 */
@NullMarked
package dev.deucalion.promql.parser;

import org.jspecify.annotations.NullMarked;

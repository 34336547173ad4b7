/**
 * The syntax tree of PromQL: the sealed {@link dev.deucalion.promql.ast.Expr} and its records.
 * Immutable; times in milliseconds; positions in UTF-8 bytes of the query text.
 *
 * <p>May depend on: {@code model.labels}.
 */
@NullMarked
package dev.deucalion.promql.ast;

import org.jspecify.annotations.NullMarked;

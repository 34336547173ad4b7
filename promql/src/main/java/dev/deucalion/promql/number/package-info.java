/**
 * Numbers as Go computes, adds up and prints them, so that answers have the bits and the texts of
 * Prometheus: {@link dev.deucalion.promql.number.GoMath}, {@link
 * dev.deucalion.promql.number.Kahan}, {@link dev.deucalion.promql.number.GoFormat}. Static, for any
 * thread; nothing here may use a fused multiply-add.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.promql.number;

import org.jspecify.annotations.NullMarked;

/**
 * Numbers as Go computes, adds up and prints them, so that answers have the bits and the texts of
 * Prometheus on amd64: {@link dev.deucalion.promql.number.GoMath} and its neighbours, {@link
 * dev.deucalion.promql.number.Kahan}, {@link dev.deucalion.promql.number.GoFormat}. Static, for any
 * thread; no fused multiply-add but where Go has one.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.promql.number;

import org.jspecify.annotations.NullMarked;

/**
 * The arithmetic of PromQL: data that loops run over ({@link dev.deucalion.promql.kernel.Column},
 * {@link dev.deucalion.promql.kernel.Samples}, {@link dev.deucalion.promql.kernel.Windows}) and
 * static loops over arrays. Knows nothing of labels, expressions or stores. Every formula is in the
 * order that Prometheus computes it in, so that answers have the same bits; nothing here may use a
 * fused multiply-add.
 *
 * <p>No class is safe for use by several threads at a time.
 *
 * <p>May depend on: {@code model.histogram}, {@code promql.number}.
 */
@NullMarked
package dev.deucalion.promql.kernel;

import org.jspecify.annotations.NullMarked;

/**
 * Arithmetic on native histograms: functions over the immutable {@link
 * dev.deucalion.model.histogram.FloatHistogram} that give the bits of Prometheus.
 *
 * <p>{@link dev.deucalion.promql.histogram.BucketCursor} walks over buckets with their bounds;
 * {@link dev.deucalion.promql.histogram.HistogramAddition} adds and subtracts two histograms,
 * {@link dev.deucalion.promql.histogram.HistogramSum} and {@link
 * dev.deucalion.promql.histogram.HistogramMean} many of them. Histograms with other resolutions,
 * zero buckets or custom bounds are brought to what both have in common; histograms with
 * exponential buckets and such with custom bounds do not go together ({@link
 * dev.deucalion.promql.histogram.HistogramAddition#areCompatible}).
 *
 * <p>Static functions are for any thread; objects belong to one thread.
 *
 * <p>May depend on: {@code model.histogram}, {@code promql.number}.
 */
@NullMarked
package dev.deucalion.promql.histogram;

import org.jspecify.annotations.NullMarked;

/**
 * Native histograms: exponential buckets and buckets with bounds of their own, with counts that are
 * integers ({@link dev.deucalion.model.histogram.IntHistogram}) or floats ({@link
 * dev.deucalion.model.histogram.FloatHistogram}). Immutable values, for any thread.
 *
 * <p>May depend on: {@code model.sample}.
 */
@NullMarked
package dev.deucalion.model.histogram;

import org.jspecify.annotations.NullMarked;

/**
 * What functions of range vectors do with native histograms in windows: {@link
 * dev.deucalion.promql.window.HistogramWindows} corrects what {@code kernel} has made of the floats
 * of a series, and runs only for series that have histograms. What the user should be told is
 * collected in {@link dev.deucalion.promql.window.Notes}; names and positions are added by {@code
 * exec}.
 *
 * <p>No class is safe for use by several threads at a time.
 *
 * <p>May depend on: {@code model.histogram}, {@code promql.histogram}, {@code promql.kernel}.
 */
@NullMarked
package dev.deucalion.promql.window;

import org.jspecify.annotations.NullMarked;

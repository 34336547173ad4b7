/**
 * Statistics of what the program does, for its own metrics: {@link
 * dev.deucalion.model.stats.DurationRecorder} collects durations, {@link
 * dev.deucalion.model.stats.DurationSummary} is what it knew at one moment; {@link
 * dev.deucalion.model.stats.ValueHistogram} counts values by buckets. Any thread.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.model.stats;

import org.jspecify.annotations.NullMarked;

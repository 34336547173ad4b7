package dev.deucalion.testing.capture;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A sample that was stored.
 *
 * @param labels with external labels and after relabeling
 * @param timeMs milliseconds since the epoch
 * @param value where it is a float; stale markers included
 * @param histogram null where it is a float
 */
public record WrittenSample(
    Labels labels, long timeMs, double value, @Nullable Histogram histogram) {}

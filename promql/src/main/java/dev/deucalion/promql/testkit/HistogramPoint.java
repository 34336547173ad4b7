package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;

/**
 * A native histogram in a series of a script.
 *
 * @param hintGiven whether the script says a counter reset hint; where it does not, an expected
 *     histogram stands for any hint
 */
public record HistogramPoint(FloatHistogram histogram, boolean hintGiven) {}

package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.BucketCompaction;
import dev.deucalion.promql.histogram.CounterResets;
import dev.deucalion.promql.histogram.HistogramScaling;
import dev.deucalion.promql.kernel.Ends;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.RateKind;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}, {@code increase} and {@code delta} of histograms of {@code anchored} and {@code
 * smoothed} selectors, as {@link dev.deucalion.promql.kernel.ExtendedRateKernel} does it for
 * floats. The result is a gauge.
 */
final class ExtendedHistogramRate implements OneKind.Fold {
  private static final boolean[] NO_RESETS = {};

  private final RateKind kind;
  private final boolean smoothed;
  private final Samples samples;
  private final Windows windows;
  private final Notes notes;

  /** As {@link HistogramResets} has it; of no use for gauges. */
  private final boolean[] reset;

  ExtendedHistogramRate(
      RateKind kind, boolean smoothed, Samples samples, Windows windows, Notes notes) {
    this.kind = kind;
    this.smoothed = smoothed;
    this.samples = samples;
    this.windows = windows;
    this.notes = notes;
    this.reset = kind.isCounter() ? HistogramResets.of(samples, false, windows.work()) : NO_RESETS;
  }

  @Override
  public @Nullable FloatHistogram fold(int step) {
    Ends ends =
        Ends.of(
            samples.histogramTimesMs,
            windows.histogramFrom(step),
            windows.histogramTo(step),
            windows,
            step,
            smoothed);
    if (ends == null
        || samples.histogramTimesMs[ends.first()] > ends.endMs()
        || !haveOneKindOfBuckets(ends)) {
      return null;
    }
    windows
        .work()
        .add(
            4L * HistogramWeight.inSamples(samples.histograms[ends.last()])
                + 4L * (ends.last() - ends.first()));
    FloatHistogram left =
        ends.startIsBetween()
            ? interpolated(ends.startMs(), ends.first())
            : samples.histograms[ends.first()];
    FloatHistogram right =
        ends.endIsBetween()
            ? interpolated(ends.endMs(), ends.last() - 1)
            : samples.histograms[ends.last()];
    if (!kind.isCounter() && !(isGauge(left) && isGauge(right))) {
      notes.add(WindowNote.NOT_GAUGE);
    }
    FloatHistogram result = NotedAddition.subtract(right, left, notes);
    FloatHistogram lost = kind.isCounter() ? lost(ends, left, right) : null;
    if (lost != null) {
      result = NotedAddition.add(result, lost, notes);
    }
    if (kind.isPerSecond()) {
      result = HistogramScaling.divide(result, windows.rangeSeconds());
    }
    return BucketCompaction.compact(result.withResetHint(CounterResetHint.GAUGE));
  }

  private FloatHistogram interpolated(long timeMs, int before) {
    return HistogramInterpolation.at(timeMs, samples, before, kind.isCounter(), notes);
  }

  private static boolean isGauge(FloatHistogram histogram) {
    return histogram.resetHint() == CounterResetHint.GAUGE;
  }

  /** Notes what is wrong with the samples from end to end. */
  private boolean haveOneKindOfBuckets(Ends ends) {
    boolean custom = samples.histograms[ends.first()].layout().usesCustomBuckets();
    for (int i = ends.first(); i <= ends.last(); i++) {
      FloatHistogram histogram = samples.histograms[i];
      if (histogram.layout().usesCustomBuckets() != custom) {
        notes.add(WindowNote.MIXED_BUCKETS);
        return false;
      }
      if (kind.isCounter() && isGauge(histogram)) {
        notes.add(WindowNote.NOT_COUNTER);
      }
    }
    return true;
  }

  /** What counters had before they began anew within the window, or null where none did. */
  private @Nullable FloatHistogram lost(Ends ends, FloatHistogram left, FloatHistogram right) {
    FloatHistogram[] histograms = samples.histograms;
    int next = ends.first() + 1;
    FloatHistogram before = left;
    boolean isInterpolated = ends.startIsBetween();
    if (ends.startIsBetween() && reset[next]) {
      // The value at the start is of the counter that began anew then.
      before = histograms[next];
      next++;
      isInterpolated = false;
    }
    if (next > ends.last()) {
      return null;
    }
    FloatHistogram lost = null;
    for (int i = next; i < ends.last(); i++) {
      if (isInterpolated ? CounterResets.isReset(histograms[i], before) : reset[i]) {
        lost = plus(lost, before);
      }
      isInterpolated = false;
      before = histograms[i];
    }
    // The last sample stands in for the value at the end, whose hint is that of the sample.
    return CounterResets.isReset(right, before) ? plus(lost, before) : lost;
  }

  private FloatHistogram plus(@Nullable FloatHistogram lost, FloatHistogram before) {
    windows.work().add(HistogramWeight.inSamples(before));
    return lost == null ? before : NotedAddition.add(lost, before, notes);
  }
}

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
  private final RateKind kind;
  private final boolean smoothed;
  private final Samples samples;
  private final Windows windows;
  private final Notes notes;

  /** Of counters. */
  private final @Nullable CounterTrack track;

  ExtendedHistogramRate(
      RateKind kind, boolean smoothed, Samples samples, Windows windows, Notes notes) {
    this.kind = kind;
    this.smoothed = smoothed;
    this.samples = samples;
    this.windows = windows;
    this.notes = notes;
    this.track = kind.isCounter() ? new CounterTrack(samples, false, windows.work()) : null;
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
    windows.work().add(4L * HistogramWeight.inSamples(samples.histograms[ends.last()]));
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
    FloatHistogram lost = track == null ? null : lost(ends, left, right, track);
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
    int first = ends.first();
    int last = ends.last();
    boolean custom = samples.histograms[first].layout().usesCustomBuckets();
    if (track != null && track.areAll(custom, first, last + 1)) {
      notes.add(WindowNote.NOT_COUNTER, track.gauges(first, last + 1));
      return true;
    }
    windows.work().add(last - first);
    for (int i = first; i <= last; i++) {
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
  private @Nullable FloatHistogram lost(
      Ends ends, FloatHistogram left, FloatHistogram right, CounterTrack counter) {
    FloatHistogram[] histograms = samples.histograms;
    int next = ends.first() + 1;
    int last = ends.last();
    FloatHistogram before = left;
    boolean isInterpolated = ends.startIsBetween();
    if (isInterpolated && counter.isReset(next)) {
      // The value at the start is of the counter that began anew then.
      before = histograms[next];
      next++;
      isInterpolated = false;
    }
    if (next > last) {
      return null;
    }
    FloatHistogram lost = null;
    if (next < last) {
      boolean reset =
          isInterpolated ? CounterResets.isReset(histograms[next], before) : counter.isReset(next);
      lost = reset ? plus(null, before) : null;
      for (int i = counter.nextReset(next); i < last; i = counter.nextReset(i)) {
        lost = plus(lost, histograms[i - 1]);
      }
      before = histograms[last - 1];
    }
    // The last sample stands in for the value at the end, whose hint is that of the sample.
    return CounterResets.isReset(right, before) ? plus(lost, before) : lost;
  }

  private FloatHistogram plus(@Nullable FloatHistogram lost, FloatHistogram before) {
    windows.work().add(HistogramWeight.inSamples(before));
    return lost == null ? before : NotedAddition.add(lost, before, notes);
  }
}

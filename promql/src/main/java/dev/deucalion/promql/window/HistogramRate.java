package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.BucketCompaction;
import dev.deucalion.promql.histogram.BucketResolution;
import dev.deucalion.promql.histogram.HistogramAddition;
import dev.deucalion.promql.histogram.HistogramScaling;
import dev.deucalion.promql.kernel.CounterStarts;
import dev.deucalion.promql.kernel.Extrapolation;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.RateKind;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}, {@code increase} and {@code delta} of histograms: the difference of the ends of a
 * window, extrapolated to the whole window. The result is a gauge.
 *
 * <p>Where counters began anew between two samples is found once for the series. Start timestamps
 * tell of that too, and let a counter that started within a window grow from zero since, as {@link
 * dev.deucalion.promql.kernel.RateKernel} has it for floats.
 */
final class HistogramRate implements OneKind.Fold {
  private static final double[] NO_COUNTS = {};
  private static final int[] NO_SPANS = {};

  private final RateKind kind;
  private final Samples samples;
  private final Windows windows;
  private final Notes notes;

  /** Of counters. */
  private final @Nullable CounterTrack track;

  /** Whether start timestamps count. */
  private final boolean hasStarts;

  HistogramRate(RateKind kind, Samples samples, Windows windows, Notes notes) {
    this.kind = kind;
    this.samples = samples;
    this.windows = windows;
    this.notes = notes;
    this.hasStarts = kind.isCounter() && samples.hasStarts();
    this.track = kind.isCounter() ? new CounterTrack(samples, hasStarts, windows.work()) : null;
  }

  @Override
  public @Nullable FloatHistogram fold(int step) {
    int first = windows.histogramFrom(step);
    int last = windows.histogramTo(step) - 1;
    windows.work().add(3L * HistogramWeight.inSamples(samples.histograms[last]));
    FloatHistogram growth = first == last ? null : difference(first, last);
    if (first < last && growth == null) {
      return null;
    }
    if (hasStarts
        && CounterStarts.isWithin(
            windows.startMs(step),
            samples.histogramStartsMs[first],
            samples.histogramTimesMs[first])) {
      return sinceStart(step, first, last, growth);
    }
    if (growth == null) {
      return null;
    }
    double firstCount = samples.histograms[first].count();
    double factor =
        Extrapolation.factor(
            samples.histogramTimesMs[first],
            samples.histogramTimesMs[last],
            last - first,
            windows.startMs(step),
            windows.endMs(step),
            kind.isCounter() && growth.count() > 0 && firstCount >= 0
                ? firstCount / growth.count()
                : -1);
    return scaled(growth, factor);
  }

  private FloatHistogram scaled(FloatHistogram growth, double factor) {
    return HistogramScaling.multiply(
        growth, kind.isPerSecond() ? factor / windows.rangeSeconds() : factor);
  }

  /**
   * The answer where the counter is known to have been zero within the window.
   *
   * @param growth since the first sample, null where there is no other
   */
  private @Nullable FloatHistogram sinceStart(
      int step, int first, int last, @Nullable FloatHistogram growth) {
    FloatHistogram whole = samples.histograms[first];
    if (growth != null) {
      if (!HistogramAddition.areCompatible(growth, whole)) {
        notes.add(WindowNote.MIXED_BUCKETS);
        return null;
      }
      whole = NotedAddition.add(growth, whole, notes);
    }
    double factor =
        Extrapolation.factorFromStart(
            samples.histogramStartsMs[first],
            samples.histogramTimesMs[first],
            samples.histogramTimesMs[last],
            last - first,
            windows.startMs(step),
            windows.endMs(step));
    return scaled(whole, factor);
  }

  private @Nullable FloatHistogram difference(int first, int last) {
    return track == null
        ? differenceOfGauges(first, last)
        : differenceOfCounters(first, last, track);
  }

  /** Only both ends matter. */
  private @Nullable FloatHistogram differenceOfGauges(int first, int last) {
    FloatHistogram end = samples.histograms[last];
    FloatHistogram start = samples.histograms[first];
    if (isCustom(start) != isCustom(end)) {
      notes.add(WindowNote.MIXED_BUCKETS);
      return null;
    }
    if (!isGauge(start) || !isGauge(end)) {
      notes.add(WindowNote.NOT_GAUGE);
    }
    int schema = Math.min(start.layout().schema(), end.layout().schema());
    return asGauge(NotedAddition.subtract(BucketResolution.reduce(end, schema), start, notes));
  }

  private @Nullable FloatHistogram differenceOfCounters(int first, int last, CounterTrack counter) {
    FloatHistogram end = samples.histograms[last];
    // Where a counter began anew at once, whatever buckets the first one has are not needed.
    FloatHistogram start =
        counter.isReset(first + 1)
            ? emptyAs(samples.histograms[first + 1])
            : samples.histograms[first];
    if (isCustom(start) != isCustom(end)) {
      if (isGauge(samples.histograms[first]) || isGauge(end)) {
        notes.add(WindowNote.NOT_COUNTER);
      }
      notes.add(WindowNote.MIXED_BUCKETS);
      return null;
    }
    if (!counter.areAll(isCustom(start), first + 1, last)) {
      notes.add(WindowNote.MIXED_BUCKETS);
      return null;
    }
    if (counter.gauges(first, last + 1) > 0) {
      notes.add(WindowNote.NOT_COUNTER);
    }
    int schema =
        Math.min(
            start.layout().schema(), counter.lowestSchema(first + 1, last + 1, windows.work()));
    FloatHistogram result =
        NotedAddition.subtract(BucketResolution.reduce(end, schema), start, notes);
    for (int i = counter.nextReset(first + 1); i <= last; i = counter.nextReset(i)) {
      windows.work().add(HistogramWeight.inSamples(samples.histograms[i - 1]));
      result = NotedAddition.add(result, samples.histograms[i - 1], notes);
    }
    if (counter.overlap(first + 1, last + 1)) {
      notes.add(WindowNote.STARTS_OVERLAP);
    }
    return asGauge(result);
  }

  private static FloatHistogram asGauge(FloatHistogram histogram) {
    return BucketCompaction.compact(histogram.withResetHint(CounterResetHint.GAUGE));
  }

  private static FloatHistogram emptyAs(FloatHistogram histogram) {
    BucketLayout layout = histogram.layout();
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        layout.usesCustomBuckets()
            ? BucketLayout.custom(NO_SPANS, layout.customValues())
            : BucketLayout.exponential(layout.schema(), 0, NO_SPANS, NO_SPANS),
        0,
        0,
        0,
        NO_COUNTS,
        NO_COUNTS);
  }

  private static boolean isCustom(FloatHistogram histogram) {
    return histogram.layout().usesCustomBuckets();
  }

  private static boolean isGauge(FloatHistogram histogram) {
    return histogram.resetHint() == CounterResetHint.GAUGE;
  }
}

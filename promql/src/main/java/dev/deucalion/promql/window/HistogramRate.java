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
  private static final boolean[] NO_RESETS = {};

  private final RateKind kind;
  private final Samples samples;
  private final Windows windows;
  private final Notes notes;

  /** As {@link HistogramResets} has it; of no use for gauges. */
  private final boolean[] reset;

  /** Whether start timestamps count. */
  private final boolean hasStarts;

  HistogramRate(RateKind kind, Samples samples, Windows windows, Notes notes) {
    this.kind = kind;
    this.samples = samples;
    this.windows = windows;
    this.notes = notes;
    this.hasStarts = kind.isCounter() && samples.hasStarts();
    this.reset =
        kind.isCounter() ? HistogramResets.of(samples, hasStarts, windows.work()) : NO_RESETS;
  }

  @Override
  public @Nullable FloatHistogram fold(int step) {
    int first = windows.histogramFrom(step);
    int last = windows.histogramTo(step) - 1;
    windows
        .work()
        .add(3L * HistogramWeight.inSamples(samples.histograms[last]) + 4L * (last - first));
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
    FloatHistogram end = samples.histograms[last];
    FloatHistogram start = samples.histograms[first];
    if (kind.isCounter() && reset[first + 1]) {
      // Whatever buckets the first one has, they are not needed.
      start = emptyAs(samples.histograms[first + 1]);
    }
    if (hasMixedBuckets(start, first, last)) {
      notes.add(WindowNote.MIXED_BUCKETS);
      return null;
    }
    noteKind(first, last);
    int schema = Math.min(start.layout().schema(), lowestSchema(first, last));
    FloatHistogram result =
        NotedAddition.subtract(BucketResolution.reduce(end, schema), start, notes);
    if (kind.isCounter()) {
      for (int i = first + 2; i <= last; i++) {
        if (reset[i]) {
          windows.work().add(HistogramWeight.inSamples(samples.histograms[i - 1]));
          result = NotedAddition.add(result, samples.histograms[i - 1], notes);
        }
      }
      noteOverlap(first, last);
    }
    return BucketCompaction.compact(result.withResetHint(CounterResetHint.GAUGE));
  }

  private void noteOverlap(int first, int last) {
    for (int i = first + 1; hasStarts && i <= last; i++) {
      if (CounterStarts.overlap(samples.histogramStartsMs, samples.histogramTimesMs, i)) {
        notes.add(WindowNote.STARTS_OVERLAP);
        return;
      }
    }
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

  /** Of gauges only both ends matter. */
  private boolean hasMixedBuckets(FloatHistogram start, int first, int last) {
    boolean custom = start.layout().usesCustomBuckets();
    if (samples.histograms[last].layout().usesCustomBuckets() != custom) {
      if (kind.isCounter() && (isGauge(first) || isGauge(last))) {
        notes.add(WindowNote.NOT_COUNTER);
      }
      return true;
    }
    for (int i = first + 1; kind.isCounter() && i < last; i++) {
      if (samples.histograms[i].layout().usesCustomBuckets() != custom) {
        return true;
      }
    }
    return false;
  }

  private int lowestSchema(int first, int last) {
    int schema = samples.histograms[last].layout().schema();
    for (int i = first + 1; kind.isCounter() && i < last; i++) {
      schema = Math.min(schema, samples.histograms[i].layout().schema());
    }
    return schema;
  }

  private void noteKind(int first, int last) {
    if (!kind.isCounter()) {
      if (!isGauge(first) || !isGauge(last)) {
        notes.add(WindowNote.NOT_GAUGE);
      }
      return;
    }
    for (int i = first; i <= last; i++) {
      if (isGauge(i)) {
        notes.add(WindowNote.NOT_COUNTER);
        return;
      }
    }
  }

  private boolean isGauge(int i) {
    return samples.histograms[i].resetHint() == CounterResetHint.GAUGE;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.promql.histogram.CounterResets;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the buckets of one series' histograms out. As resets cannot be seen without them, hints
 * say where they are.
 */
final class HistogramStatistics {
  private static final int[] NO_SPANS = {};
  private static final double[] NO_COUNTS = {};

  private @Nullable Histogram before;

  /** Starts over with another series. */
  void start() {
    before = null;
  }

  /** The next histogram of the series, without its buckets. */
  FloatHistogram next(Histogram histogram) {
    BucketLayout layout = histogram.layout();
    CounterResetHint hint = histogram.resetHint();
    if (!histogram.isStale()) {
      if (hint == CounterResetHint.UNKNOWN && before != null) {
        boolean reset = CounterResets.isReset(histogram.toFloat(), before.toFloat());
        hint = reset ? CounterResetHint.RESET : CounterResetHint.NOT_RESET;
      }
      before = histogram;
    }
    BucketLayout bare =
        layout.usesCustomBuckets()
            ? BucketLayout.custom(NO_SPANS, NO_COUNTS)
            : BucketLayout.exponential(layout.schema(), 0, NO_SPANS, NO_SPANS);
    return new FloatHistogram(
        hint, bare, 0, count(histogram), histogram.sum(), NO_COUNTS, NO_COUNTS);
  }

  private static double count(Histogram histogram) {
    return switch (histogram) {
      case IntHistogram h -> h.count();
      case FloatHistogram h -> h.count();
    };
  }
}

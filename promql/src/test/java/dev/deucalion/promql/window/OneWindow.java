package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.ColumnMemory;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Windows;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A series and what a function makes of a window of it. Times are in seconds. */
final class OneWindow {
  private static final int[] NO_SPANS = {};

  private final Samples samples = new Samples();
  private final Notes notes = new Notes();
  private long beforeSeconds;
  private long afterSeconds;

  /** Samples come with start timestamps. */
  OneWindow withStarts() {
    samples.keepStarts();
    return this;
  }

  /** The window also has samples around it, as those of anchored and smoothed selectors have. */
  OneWindow widened(long before, long after) {
    beforeSeconds = before;
    afterSeconds = after;
    return this;
  }

  OneWindow add(long time, double value) {
    samples.add(1_000 * time, value);
    return this;
  }

  OneWindow add(long time, FloatHistogram histogram) {
    samples.addHistogram(1_000 * time, histogram);
    return this;
  }

  OneWindow add(long time, FloatHistogram histogram, long start) {
    samples.addHistogram(1_000 * time, histogram, 1_000 * start);
    return this;
  }

  /**
   * The answer for the window {@code (end - range, end]}.
   *
   * @param floats what the floats of the window have come to, or NaN for nothing
   */
  Column fold(HistogramWindows function, long range, long end, double floats) {
    Windows windows =
        Windows.sliding(
                StepGrid.instant(1_000 * end), 1_000 * range, 0, () -> {}, ColumnMemory.UNCOUNTED)
            .widened(1_000 * beforeSeconds, 1_000 * afterSeconds);
    windows.locate(samples);
    Column out = new Column(1);
    if (!Double.isNaN(floats)) {
      out.set(0, floats);
    }
    function.fold(samples, windows, out, notes);
    return out;
  }

  /** As for {@link #fold}, where the answer is a histogram or nothing. */
  @Nullable FloatHistogram histogram(HistogramWindows function, long range, long end) {
    return fold(function, range, end, Double.NaN).histogram(0);
  }

  /** What was to be told so far, and how often. */
  Map<WindowNote, Integer> notes() {
    Map<WindowNote, Integer> read = new EnumMap<>(WindowNote.class);
    notes.forEach(read::put);
    return read;
  }

  /** Buckets of schema 0; the count is their sum and the sum ten times that. */
  static FloatHistogram histogram(double... buckets) {
    return of(BucketLayout.exponential(0, 0, spans(buckets), NO_SPANS), buckets);
  }

  /** Buckets of another schema; otherwise as {@link #histogram(double...)}. */
  static FloatHistogram ofSchema(int schema, double... buckets) {
    return of(BucketLayout.exponential(schema, 0, spans(buckets), NO_SPANS), buckets);
  }

  /** Custom buckets up to 1 and beyond; otherwise as {@link #histogram(double...)}. */
  static FloatHistogram custom(double upToOne, double beyond) {
    double[] buckets = {upToOne, beyond};
    return of(BucketLayout.custom(spans(buckets), new double[] {1}), buckets);
  }

  static FloatHistogram gauge(FloatHistogram histogram) {
    return histogram.withResetHint(CounterResetHint.GAUGE);
  }

  private static int[] spans(double[] buckets) {
    return new int[] {0, buckets.length};
  }

  private static FloatHistogram of(BucketLayout layout, double[] buckets) {
    double count = Arrays.stream(buckets).sum();
    return new FloatHistogram(
        CounterResetHint.UNKNOWN, layout, 0, count, 10 * count, buckets, new double[0]);
  }
}

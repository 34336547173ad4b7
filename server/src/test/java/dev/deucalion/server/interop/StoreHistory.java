package dev.deucalion.server.interop;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Samples made up from a seed, batch by batch: floats of every kind, both kinds of histograms with
 * buckets that come and counters that begin anew, series that come and go, samples out of order
 * within a window, exemplars. Without stale markers, which no query shows.
 */
final class StoreHistory {
  static final long STEP_MS = 15_000;

  /** Part of the text of the series that get samples out of order. */
  static final String LATE = "\"late\"";

  static final long OUT_OF_ORDER_WINDOW_MS = 5 * 60_000;

  private static final int GAUGES = 24;
  private static final int HISTOGRAMS = 6;
  private static final int GENERATION_STEPS = 60;
  private static final int LATE_STEPS = (int) (OUT_OF_ORDER_WINDOW_MS / STEP_MS / 2) - 2;

  /** What a series got at a time. */
  record Entry(Labels labels, long timeMs, Value value) {}

  /** A sample or an exemplar. */
  sealed interface Value permits FloatValue, HistogramValue, ExemplarValue {}

  record FloatValue(double value) implements Value {}

  record HistogramValue(Histogram histogram) implements Value {}

  record ExemplarValue(Exemplar exemplar) implements Value {}

  private final Kinds kinds;
  private final Random random;
  private final long startMs;
  private final double[] counters = new double[GAUGES];
  private final long[][] buckets = new long[HISTOGRAMS][];
  private int step;

  /** What a history has. */
  enum Kinds {
    /** Floats and histograms, each series in the order of time. */
    IN_ORDER,
    /** Floats also out of order. */
    ALL
  }

  StoreHistory(long seed, long startMs, Kinds kinds) {
    this.kinds = kinds;
    this.random = new Random(seed);
    this.startMs = startMs;
    for (int i = 0; i < HISTOGRAMS; i++) {
      buckets[i] = new long[4];
    }
  }

  /** Time of the next batch. */
  long nowMs() {
    return startMs + step * STEP_MS;
  }

  /** The next batch. */
  List<Entry> next() {
    List<Entry> batch = new ArrayList<>();
    for (int i = 0; i < GAUGES; i++) {
      if (i % 8 == 7) {
        if (kinds == Kinds.ALL) {
          addLate(batch, i);
        }
      } else if (random.nextInt(10) > 0) {
        batch.add(new Entry(gauge(i), nowMs(), new FloatValue(value(i))));
      }
    }
    for (int i = 0; i < HISTOGRAMS; i++) {
      batch.add(new Entry(histogramLabels(i), nowMs(), new HistogramValue(histogram(i))));
    }
    if (random.nextInt(3) == 0) {
      Exemplar exemplar =
          new Exemplar(Labels.of("trace_id", "t" + step), random.nextInt(100), nowMs());
      batch.add(new Entry(gauge(0), nowMs(), new ExemplarValue(exemplar)));
    }
    step++;
    return batch;
  }

  /** The steps of the run before, last one first. */
  private void addLate(List<Entry> batch, int i) {
    int phase = step % LATE_STEPS;
    if (step >= LATE_STEPS) {
      long timeMs = startMs + (step - 2 * phase - 1) * STEP_MS;
      batch.add(new Entry(gauge(i), timeMs, new FloatValue(random.nextInt(1000) / 8.0)));
    }
  }

  private static Labels histogramLabels(int i) {
    return Labels.of(
        "__name__", "latency_seconds", "kind", i % 2 == 0 ? "int" : "float", "n", "h" + i);
  }

  private Labels gauge(int i) {
    String generation = i % 4 == 3 ? "g" + step / GENERATION_STEPS : "";
    return i % 8 == 7
        ? Labels.of("__name__", "late", "n", "s" + i)
        : Labels.of("__name__", "m" + i % 5, "n", "s" + i, "pod", generation, "text", "a\"\\\né");
  }

  private double value(int i) {
    return switch (i % 6) {
      case 0 -> counters[i] += random.nextInt(100);
      case 1 -> random.nextGaussian();
      case 2 -> 42;
      case 3 -> Double.longBitsToDouble(random.nextLong() & 0x7fe_fffffffffffffL);
      case 4 -> random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : -random.nextInt(3);
      default -> random.nextInt(20) == 0 ? Double.NaN : random.nextDouble();
    };
  }

  private Histogram histogram(int i) {
    if (random.nextInt(50) == 0) {
      buckets[i] = new long[4];
    } else if (random.nextInt(20) == 0 && buckets[i].length < 16) {
      buckets[i] = Arrays.copyOf(buckets[i], buckets[i].length + 2);
    }
    long[] positive = buckets[i];
    long count = 0;
    for (int b = 0; b < positive.length; b++) {
      positive[b] += 1 + random.nextInt(9);
      count += positive[b];
    }
    int half = positive.length / 2;
    BucketLayout layout =
        BucketLayout.exponential(
            1, 0x1p-128, new int[] {-1, half, 2, positive.length - half}, new int[0]);
    double sum = count * 1.5;
    if (i % 2 == 0) {
      return new IntHistogram(
          CounterResetHint.UNKNOWN, layout, 0, count, sum, positive.clone(), new long[0]);
    }
    double[] floats = new double[positive.length];
    for (int b = 0; b < floats.length; b++) {
      floats[b] = positive[b];
    }
    return new FloatHistogram(
        CounterResetHint.UNKNOWN, layout, 0, count, sum, floats, new double[0]);
  }
}

package dev.deucalion.tsdb.block;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.storage.SampleCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Floats and histograms of one series, in runs of random length. */
final class MixedSamples {
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(0, 0.001, new int[] {0, 1}, new int[0]);

  /** A float, or the count of a histogram, by time. */
  record Value(boolean histogram, long number) {}

  private MixedSamples() {}

  static SortedMap<Long, Value> random(Random random, int count) {
    SortedMap<Long, Value> samples = new TreeMap<>();
    boolean histogram = random.nextBoolean();
    long time = 0;
    for (int i = 0; i < count; i++) {
      time += 1 + random.nextInt(20);
      samples.put(time, new Value(histogram, i));
      histogram ^= random.nextInt(40) == 0;
    }
    return samples;
  }

  private static Histogram histogram(long count) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN, LAYOUT, 0, count, count, new long[] {count}, new long[0]);
  }

  /** Reads samples in order. */
  static SampleCursor cursor(SortedMap<Long, Value> samples) {
    List<Long> times = new ArrayList<>(samples.keySet());
    List<Value> values = new ArrayList<>(samples.values());
    return new SampleCursor() {
      private int at;

      @Override
      public int next(long[] timesMs, double[] found) {
        int n = 0;
        while (n < found.length && at < times.size() && !values.get(at).histogram) {
          timesMs[n] = times.get(at);
          found[n++] = values.get(at++).number;
        }
        return n;
      }

      @Override
      public int nextHistograms(long[] timesMs, Histogram[] found) {
        int n = 0;
        while (n < found.length && at < times.size() && values.get(at).histogram) {
          timesMs[n] = times.get(at);
          found[n++] = histogram(values.get(at++).number);
        }
        return n;
      }
    };
  }

  /** Reads a cursor through, with arrays of a length. */
  static SortedMap<Long, Value> read(SampleCursor cursor, int length) {
    SortedMap<Long, Value> result = new TreeMap<>();
    long[] timesMs = new long[length];
    double[] values = new double[length];
    Histogram[] histograms = new Histogram[length];
    int floats;
    int found;
    do {
      floats = cursor.next(timesMs, values);
      for (int i = 0; i < floats; i++) {
        put(result, timesMs[i], new Value(false, (long) values[i]));
      }
      found = cursor.nextHistograms(timesMs, histograms);
      for (int i = 0; i < found; i++) {
        put(result, timesMs[i], new Value(true, (long) histograms[i].sum()));
      }
    } while (floats + found > 0);
    return result;
  }

  private static void put(SortedMap<Long, Value> into, long timeMs, Value value) {
    if (!into.isEmpty() && timeMs <= into.lastKey()) {
      throw new AssertionError("times do not increase: " + into.lastKey() + ", " + timeMs);
    }
    into.put(timeMs, value);
  }
}

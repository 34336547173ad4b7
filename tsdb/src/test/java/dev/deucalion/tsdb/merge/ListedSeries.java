package dev.deucalion.tsdb.merge;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of series whose samples, {@link Double} or {@link Histogram}, stand in maps by time. */
final class ListedSeries implements SeriesSet {
  private final List<Labels> labels = new ArrayList<>();
  private final List<TreeMap<Long, Object>> samples = new ArrayList<>();
  private int cursors;

  void add(Labels series, Map<Long, Object> ofSeries) {
    labels.add(series);
    samples.add(new TreeMap<>(ofSeries));
  }

  /** How many cursors were asked for. */
  int cursors() {
    return cursors;
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public Labels labels(int i) {
    return labels.get(i);
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    cursors++;
    return new Cursor(List.copyOf(samples.get(i).entrySet()));
  }

  /** Everything a cursor gives, by time, read with arrays of a length. */
  static Map<Long, Object> read(SampleCursor cursor, int arrayLength) {
    Map<Long, Object> found = new TreeMap<>();
    long[] times = new long[arrayLength];
    double[] values = new double[arrayLength];
    Histogram[] histograms = new Histogram[arrayLength];
    long last = Long.MIN_VALUE;
    int floats;
    int others;
    do {
      floats = cursor.next(times, values);
      for (int i = 0; i < floats; i++) {
        last = put(found, last, times[i], values[i]);
      }
      others = cursor.nextHistograms(times, histograms);
      for (int i = 0; i < others; i++) {
        last = put(found, last, times[i], histograms[i]);
      }
    } while (floats + others > 0);
    return found;
  }

  private static long put(Map<Long, Object> found, long last, long timeMs, Object sample) {
    if (!found.isEmpty() && timeMs <= last) {
      throw new AssertionError("times do not increase: " + last + ", " + timeMs);
    }
    found.put(timeMs, sample);
    return timeMs;
  }

  private static final class Cursor implements SampleCursor {
    private final List<Map.Entry<Long, Object>> samples;
    private int at;

    Cursor(List<Map.Entry<Long, Object>> samples) {
      this.samples = samples;
    }

    @Override
    public int next(long[] timesMs, double[] values) {
      int count = 0;
      while (count < timesMs.length
          && at < samples.size()
          && samples.get(at).getValue() instanceof Double value) {
        timesMs[count] = samples.get(at++).getKey();
        values[count++] = value;
      }
      return count;
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms) {
      int count = 0;
      while (count < timesMs.length
          && at < samples.size()
          && samples.get(at).getValue() instanceof Histogram histogram) {
        timesMs[count] = samples.get(at++).getKey();
        histograms[count++] = histogram;
      }
      return count;
    }
  }
}

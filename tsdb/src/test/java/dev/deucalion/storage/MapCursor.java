package dev.deucalion.storage;

import dev.deucalion.model.histogram.Histogram;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Samples that stand in a map by time: a float is a {@link Double}, others a {@link Histogram}. */
public final class MapCursor implements SampleCursor {
  private final List<Map.Entry<Long, Object>> samples;
  private int at;

  public MapCursor(SortedMap<Long, Object> samples) {
    this.samples = List.copyOf(samples.entrySet());
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

  /**
   * The rest of a cursor as such a map; fails where times do not increase.
   *
   * @param arrayLength of the arrays that it is read with
   */
  public static NavigableMap<Long, Object> read(SampleCursor cursor, int arrayLength) {
    NavigableMap<Long, Object> found = new TreeMap<>();
    long[] timesMs = new long[arrayLength];
    double[] values = new double[arrayLength];
    Histogram[] histograms = new Histogram[arrayLength];
    int floats;
    int others;
    do {
      floats = cursor.next(timesMs, values);
      for (int i = 0; i < floats; i++) {
        putLast(found, timesMs[i], values[i]);
      }
      others = cursor.nextHistograms(timesMs, histograms);
      for (int i = 0; i < others; i++) {
        putLast(found, timesMs[i], histograms[i]);
      }
    } while (floats + others > 0);
    return found;
  }

  private static void putLast(NavigableMap<Long, Object> found, long timeMs, Object sample) {
    if (!found.isEmpty() && timeMs <= found.lastKey()) {
      throw new AssertionError("times do not increase: " + found.lastKey() + ", " + timeMs);
    }
    found.put(timeMs, sample);
  }
}

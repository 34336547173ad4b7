package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store of maps, for tests of the engine. */
final class MemoryStore implements Queryable {
  private final Map<Labels, NavigableMap<Long, Double>> series = new LinkedHashMap<>();
  private final Map<Labels, NavigableMap<Long, FloatHistogram>> histograms = new LinkedHashMap<>();
  private final AtomicInteger seriesRead = new AtomicInteger();
  private int selectCalls;

  void add(Labels labels, long timeMs, double value) {
    series.computeIfAbsent(labels, l -> new TreeMap<>()).put(timeMs, value);
  }

  /** Adds a histogram at a time at which the series has no float. */
  void add(Labels labels, long timeMs, FloatHistogram histogram) {
    series.computeIfAbsent(labels, l -> new TreeMap<>());
    histograms.computeIfAbsent(labels, l -> new TreeMap<>()).put(timeMs, histogram);
  }

  /** Adds values at multiples of a step from time 0 on. */
  void add(Labels labels, long stepMs, double... values) {
    for (int i = 0; i < values.length; i++) {
      add(labels, i * stepMs, values[i]);
    }
  }

  /** All series, with their floats. */
  Map<Labels, NavigableMap<Long, Double>> series() {
    return series;
  }

  /** The histograms of a series. */
  NavigableMap<Long, FloatHistogram> histograms(Labels labels) {
    return histograms.getOrDefault(labels, new TreeMap<>());
  }

  /** How often selectors were run. */
  int selectCalls() {
    return selectCalls;
  }

  /** How often a series was read. */
  int seriesRead() {
    return seriesRead.get();
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    return new MemoryQuerier(minTimeMs, maxTimeMs);
  }

  private final class MemoryQuerier implements Querier {
    private final long minTimeMs;
    private final long maxTimeMs;

    private MemoryQuerier(long minTimeMs, long maxTimeMs) {
      this.minTimeMs = minTimeMs;
      this.maxTimeMs = maxTimeMs;
    }

    @Override
    public List<SeriesSet> select(List<SeriesSelector> selectors) {
      selectCalls++;
      List<SeriesSet> sets = new ArrayList<>();
      for (SeriesSelector selector : selectors) {
        sets.add(select(selector));
      }
      return sets;
    }

    private SeriesSet select(SeriesSelector selector) {
      List<Labels> found = new ArrayList<>();
      for (Labels labels : series.keySet()) {
        if (selector.matchers().stream().allMatch(m -> m.matches(labels.get(m.name())))) {
          found.add(labels);
        }
      }
      long min = Math.max(minTimeMs, selector.minTimeMs());
      long max = Math.min(maxTimeMs, selector.maxTimeMs());
      return new MemorySet(found, min, max);
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private final class MemorySet implements SeriesSet {
    private final List<Labels> found;
    private final long minTimeMs;
    private final long maxTimeMs;

    private MemorySet(List<Labels> found, long minTimeMs, long maxTimeMs) {
      this.found = found;
      this.minTimeMs = minTimeMs;
      this.maxTimeMs = maxTimeMs;
    }

    @Override
    public int size() {
      return found.size();
    }

    @Override
    public Labels labels(int i) {
      return found.get(i);
    }

    @Override
    public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
      seriesRead.incrementAndGet();
      TreeMap<Long, Object> samples = new TreeMap<>();
      if (minTimeMs <= maxTimeMs) {
        Labels labels = found.get(i);
        samples.putAll(
            series.getOrDefault(labels, new TreeMap<>()).subMap(minTimeMs, true, maxTimeMs, true));
        samples.putAll(histograms(labels).subMap(minTimeMs, true, maxTimeMs, true));
      }
      return new MemoryCursor(samples);
    }
  }

  /** Gives odd batches, so that readers meet batch ends in all places. */
  private static final class MemoryCursor implements SampleCursor {
    private static final int BATCH = 7;

    private final NavigableMap<Long, Object> left;

    private MemoryCursor(NavigableMap<Long, Object> samples) {
      left = samples;
    }

    @Override
    public int next(long[] timesMs, double[] values) {
      int n = 0;
      while (n < Math.min(timesMs.length, BATCH) && hasNext(Double.class)) {
        Map.Entry<Long, Object> sample = left.pollFirstEntry();
        timesMs[n] = sample.getKey();
        values[n++] = (Double) sample.getValue();
      }
      return n;
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms) {
      int n = 0;
      while (n < Math.min(timesMs.length, BATCH) && hasNext(FloatHistogram.class)) {
        Map.Entry<Long, Object> sample = left.pollFirstEntry();
        timesMs[n] = sample.getKey();
        histograms[n++] = (FloatHistogram) sample.getValue();
      }
      return n;
    }

    private boolean hasNext(Class<?> kind) {
      return !left.isEmpty() && kind.isInstance(left.firstEntry().getValue());
    }
  }
}

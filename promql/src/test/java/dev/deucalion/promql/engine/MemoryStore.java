package dev.deucalion.promql.engine;

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
import org.jspecify.annotations.Nullable;

/** A store of maps, for tests of the engine. */
final class MemoryStore implements Queryable {
  private final Map<Labels, NavigableMap<Long, Double>> series = new LinkedHashMap<>();
  private int selectCalls;

  void add(Labels labels, long timeMs, double value) {
    series.computeIfAbsent(labels, l -> new TreeMap<>()).put(timeMs, value);
  }

  /** Adds values at multiples of a step from time 0 on. */
  void add(Labels labels, long stepMs, double... values) {
    for (int i = 0; i < values.length; i++) {
      add(labels, i * stepMs, values[i]);
    }
  }

  Map<Labels, NavigableMap<Long, Double>> series() {
    return series;
  }

  /** How often selectors were run. */
  int selectCalls() {
    return selectCalls;
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
      NavigableMap<Long, Double> all = series.getOrDefault(found.get(i), new TreeMap<>());
      List<Map.Entry<Long, Double>> samples =
          minTimeMs > maxTimeMs
              ? List.of()
              : List.copyOf(all.subMap(minTimeMs, true, maxTimeMs, true).entrySet());
      return new SampleCursor() {
        private int at;

        @Override
        public int next(long[] timesMs, double[] values) {
          // An odd batch, so that readers meet batch ends in all places.
          int n = Math.min(Math.min(timesMs.length, 7), samples.size() - at);
          for (int k = 0; k < n; k++) {
            timesMs[k] = samples.get(at).getKey();
            values[k] = samples.get(at++).getValue();
          }
          return n;
        }

        @Override
        public int nextHistograms(long[] timesMs, Histogram[] histograms) {
          return 0;
        }
      };
    }
  }
}

package dev.deucalion.tsdb;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The store written the simplest way: a map of maps under one lock. */
final class NaiveStore implements Appendable, Queryable {
  private final List<Labels> labelsByRef = new ArrayList<>();
  private final Map<Labels, Long> refs = new HashMap<>();
  private final Map<Long, TreeMap<Long, Double>> samples = new HashMap<>();

  private record Pending(long ref, long timeMs, double value) {}

  @Override
  public Appender appender() {
    return new NaiveAppender();
  }

  @Override
  public synchronized Querier querier(long minTimeMs, long maxTimeMs) {
    return new NaiveQuerier(minTimeMs, maxTimeMs);
  }

  private synchronized long ref(Labels labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a series needs labels");
    }
    return refs.computeIfAbsent(
        labels,
        l -> {
          labelsByRef.add(l);
          return (long) labelsByRef.size();
        });
  }

  private synchronized AppendResult check(long ref, long timeMs, double value) {
    if (ref < 1 || ref > labelsByRef.size()) {
      return AppendResult.UNKNOWN_SERIES;
    }
    TreeMap<Long, Double> series = samples.get(ref);
    if (series == null || series.lastKey() < timeMs) {
      return AppendResult.APPENDED;
    }
    if (series.lastKey() > timeMs) {
      return AppendResult.OUT_OF_ORDER;
    }
    boolean same = bits(series.lastEntry().getValue()) == bits(value);
    return same ? AppendResult.APPENDED : AppendResult.DUPLICATE_TIMESTAMP;
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private synchronized void apply(List<Pending> batch) {
    for (Pending p : batch) {
      if (check(p.ref, p.timeMs, p.value) == AppendResult.APPENDED) {
        samples.computeIfAbsent(p.ref, r -> new TreeMap<>()).put(p.timeMs, p.value);
      }
    }
  }

  private final class NaiveAppender implements Appender {
    private final List<Pending> batch = new ArrayList<>();

    @Override
    public long seriesRef(Labels labels) {
      return ref(labels);
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, double value) {
      AppendResult result = check(seriesRef, timeMs, value);
      if (result == AppendResult.APPENDED) {
        batch.add(new Pending(seriesRef, timeMs, value));
      }
      return result;
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
      throw new UnsupportedOperationException("histograms");
    }

    @Override
    public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
      return AppendResult.APPENDED;
    }

    @Override
    public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
      return AppendResult.APPENDED;
    }

    @Override
    public void commit() {
      apply(batch);
      batch.clear();
    }

    @Override
    public void rollback() {
      batch.clear();
    }

    @Override
    public void close() {
      rollback();
    }
  }

  private record NaiveSeries(Labels labels, List<Long> timesMs, List<Double> values) {}

  private final class NaiveQuerier implements Querier {
    private final long minTimeMs;
    private final long maxTimeMs;

    NaiveQuerier(long minTimeMs, long maxTimeMs) {
      this.minTimeMs = minTimeMs;
      this.maxTimeMs = maxTimeMs;
    }

    /** The series that lend their labels: none, unless the range has samples of some series. */
    private List<NaiveSeries> findNamed(List<Matcher> matchers) {
      long firstMs = samples.values().stream().mapToLong(TreeMap::firstKey).min().orElse(0);
      long lastMs = samples.values().stream().mapToLong(TreeMap::lastKey).max().orElse(0);
      return maxTimeMs < firstMs || minTimeMs > lastMs
          ? List.of()
          : find(matchers, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private List<NaiveSeries> find(List<Matcher> matchers, long minMs, long maxMs) {
      long from = Math.max(minMs, minTimeMs);
      long to = Math.min(maxMs, maxTimeMs);
      List<NaiveSeries> found = new ArrayList<>();
      for (int i = 0; i < labelsByRef.size(); i++) {
        Labels labels = labelsByRef.get(i);
        TreeMap<Long, Double> series = samples.get(i + 1L);
        if (series == null || !matchers.stream().allMatch(m -> m.matches(labels.get(m.name())))) {
          continue;
        }
        Map<Long, Double> range =
            from <= to ? series.subMap(from, true, to, true) : new TreeMap<Long, Double>();
        found.add(
            new NaiveSeries(labels, List.copyOf(range.keySet()), List.copyOf(range.values())));
      }
      return found;
    }

    @Override
    public List<SeriesSet> select(List<SeriesSelector> selectors) {
      synchronized (NaiveStore.this) {
        List<SeriesSet> sets = new ArrayList<>();
        for (SeriesSelector selector : selectors) {
          List<NaiveSeries> found =
              find(selector.matchers(), selector.minTimeMs(), selector.maxTimeMs());
          if (selector.sorted()) {
            found.sort((a, b) -> a.labels.compareTo(b.labels));
          }
          sets.add(new NaiveSet(found));
        }
        return sets;
      }
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) {
      synchronized (NaiveStore.this) {
        TreeSet<String> names = new TreeSet<>(Utf8Order::compare);
        for (NaiveSeries s : findNamed(matchers)) {
          s.labels.forEach((name, value) -> names.add(name));
        }
        return cut(names, limit);
      }
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
      synchronized (NaiveStore.this) {
        TreeSet<String> values = new TreeSet<>(Utf8Order::compare);
        for (NaiveSeries s : findNamed(matchers)) {
          if (s.labels.has(name)) {
            values.add(s.labels.get(name));
          }
        }
        return cut(values, limit);
      }
    }

    private static List<String> cut(Set<String> all, int limit) {
      return all.stream().limit(limit == NO_LIMIT ? Long.MAX_VALUE : limit).toList();
    }

    @Override
    public void close() {}
  }

  private record NaiveSet(List<NaiveSeries> series) implements SeriesSet {
    @Override
    public int size() {
      return series.size();
    }

    @Override
    public Labels labels(int i) {
      return series.get(i).labels;
    }

    @Override
    public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
      return new NaiveCursor(series.get(i));
    }
  }

  private static final class NaiveCursor implements SampleCursor {
    private final NaiveSeries series;
    private int position;

    NaiveCursor(NaiveSeries series) {
      this.series = series;
    }

    @Override
    public int next(long[] timesMs, double[] values) {
      int n = Math.min(timesMs.length, series.timesMs.size() - position);
      for (int i = 0; i < n; i++, position++) {
        timesMs[i] = series.timesMs.get(position);
        values[i] = series.values.get(position);
      }
      return n;
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms) {
      return 0;
    }
  }
}

package dev.deucalion.http;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store of label sets without samples. */
final class FakeStore implements Queryable {
  final List<Labels> series = new ArrayList<>();
  final List<long[]> ranges = new ArrayList<>();
  final AtomicInteger open = new AtomicInteger();

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    ranges.add(new long[] {minTimeMs, maxTimeMs});
    open.incrementAndGet();
    return new Querier() {
      @Override
      public List<SeriesSet> select(List<SeriesSelector> selectors) {
        List<SeriesSet> sets = new ArrayList<>();
        for (SeriesSelector selector : selectors) {
          List<Labels> found = new ArrayList<>(find(selector.matchers()));
          if (selector.sorted()) {
            found.sort(null);
          }
          sets.add(new LabelSets(found));
        }
        return sets;
      }

      @Override
      public List<String> labelNames(List<Matcher> matchers, int limit) {
        TreeSet<String> names = new TreeSet<>(Utf8Order::compare);
        find(matchers).forEach(labels -> labels.forEach((name, value) -> names.add(name)));
        return cut(names, limit);
      }

      @Override
      public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
        TreeSet<String> values = new TreeSet<>(Utf8Order::compare);
        find(matchers).stream().filter(l -> l.has(name)).map(get(name)).forEach(values::add);
        return cut(values, limit);
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  private static Function<Labels, String> get(String name) {
    return labels -> labels.get(name);
  }

  private static List<String> cut(Set<String> all, int limit) {
    return all.stream().limit(limit == Querier.NO_LIMIT ? Long.MAX_VALUE : limit).toList();
  }

  private List<Labels> find(List<Matcher> matchers) {
    return series.stream()
        .filter(labels -> matchers.stream().allMatch(m -> m.matches(labels.get(m.name()))))
        .toList();
  }

  private record LabelSets(List<Labels> found) implements SeriesSet {
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
      return new SampleCursor() {
        @Override
        public int next(long[] timesMs, double[] values) {
          return 0;
        }

        @Override
        public int nextHistograms(long[] timesMs, Histogram[] histograms) {
          return 0;
        }
      };
    }
  }
}

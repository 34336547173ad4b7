package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the newest samples and older ones as one store: a series has the samples of all of them,
 * each time once.
 *
 * <p>Samples move from the newest store to the older ones, where they stand before they leave the
 * newest. So the newest is asked first, and the others are looked up after it has answered: what
 * moved meanwhile is found twice, never missed.
 */
public final class MergedQuerier implements Querier {
  private final Querier newest;
  private final OlderSamples older;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final List<OlderSamples.Source> opened = new ArrayList<>();
  private boolean closed;

  /**
   * Reads both as one.
   *
   * @param newest is closed by this querier
   * @param minTimeMs earliest time, inclusive, also of {@code newest}
   * @param maxTimeMs latest time, inclusive, also of {@code newest}
   */
  public MergedQuerier(Querier newest, OlderSamples older, long minTimeMs, long maxTimeMs) {
    this.newest = newest;
    this.older = older;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  @Override
  public List<SeriesSet> select(List<SeriesSelector> selectors) {
    List<SeriesSet> newestSets = newest.select(selectors);
    long fromMs = Long.MAX_VALUE;
    long toMs = Long.MIN_VALUE;
    for (SeriesSelector selector : selectors) {
      fromMs = Math.min(fromMs, selector.minTimeMs());
      toMs = Math.max(toMs, selector.maxTimeMs());
    }
    List<OlderSamples.Source> sources = open(fromMs, toMs);
    if (sources.isEmpty()) {
      return newestSets;
    }
    List<List<SeriesSet>> parts = new ArrayList<>(sources.size());
    for (OlderSamples.Source source : sources) {
      parts.add(source.querier().select(selectors));
    }
    List<SeriesSet> merged = new ArrayList<>(selectors.size());
    for (int i = 0; i < selectors.size(); i++) {
      SeriesSetMerge merge = new SeriesSetMerge();
      for (int k = 0; k < sources.size(); k++) {
        SeriesSet part = parts.get(k).get(i);
        merge.add(part, part.earliestMs(sources.get(k).minTimeMs()));
      }
      // New samples may be of any age.
      merge.add(newestSets.get(i), Long.MIN_VALUE);
      merged.add(merge.merged(selectors.get(i).sorted()));
    }
    return merged;
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    return union(querier -> querier.labelNames(matchers, limit), limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    return union(querier -> querier.labelValues(name, matchers, limit), limit);
  }

  private List<String> union(Function<Querier, List<String>> lists, int limit) {
    List<String> newestList = lists.apply(newest);
    List<OlderSamples.Source> sources = open(minTimeMs, maxTimeMs);
    if (sources.isEmpty()) {
      return newestList;
    }
    List<String> union = newestList;
    for (OlderSamples.Source source : sources) {
      union = SortedUnion.of(union, lists.apply(source.querier()));
    }
    return limit == NO_LIMIT || union.size() <= limit ? union : union.subList(0, limit);
  }

  private List<OlderSamples.Source> open(long fromMs, long toMs) {
    if (closed) {
      throw new IllegalStateException("the querier is closed");
    }
    List<OlderSamples.Source> sources =
        older.open(Math.max(fromMs, minTimeMs), Math.min(toMs, maxTimeMs));
    opened.addAll(sources);
    return sources;
  }

  @Override
  public void close() {
    closed = true;
    newest.close();
    opened.forEach(source -> source.querier().close());
    opened.clear();
  }
}

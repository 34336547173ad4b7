package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what queries cost, by their text. Of more texts than there is room for the cheaper half
 * is forgotten. Safe for many threads.
 */
public final class QueryCosts implements QueryListener {
  private static final int MAX_TEXTS = 1_000;
  private static final int MAX_TEXT_LENGTH = 2_000;

  private final Map<Key, Entry> entries = new HashMap<>();

  private record Key(String text, String origin) {}

  /**
   * What the queries of one text cost.
   *
   * @param text its beginning where it is long
   * @param origin kind of who asks: {@code httpRequest}, {@code ruleGroup}, or empty
   * @param count how many there were
   * @param failures how many of them failed
   * @param totalNanos time of all of them
   * @param maxNanos time of the slowest one
   * @param totalSamples samples that selectors handed to the evaluation
   * @param peakBytes most bytes that one of them held at a time
   */
  public record Entry(
      String text,
      String origin,
      long count,
      long failures,
      long totalNanos,
      long maxNanos,
      long totalSamples,
      long peakBytes) {
    private Entry plus(QueryStats stats, boolean failed) {
      return new Entry(
          text,
          origin,
          count + 1,
          failures + (failed ? 1 : 0),
          totalNanos + stats.evalTotalNanos(),
          Math.max(maxNanos, stats.evalTotalNanos()),
          totalSamples + stats.totalSamples(),
          Math.max(peakBytes, stats.peakBytes()));
    }
  }

  /** The queries that took the most time in all, the dearest first. */
  public synchronized List<Entry> costliest(int limit) {
    Comparator<Entry> dearestFirst =
        Comparator.comparingLong(Entry::totalNanos).reversed().thenComparing(Entry::text);
    return entries.values().stream().sorted(dearestFirst).limit(limit).toList();
  }

  @Override
  public void started(RunningQuery query) {
    // Counted at its end.
  }

  @Override
  public synchronized void ended(
      RunningQuery query, QueryStats stats, @Nullable QueryException failure) {
    String whole = query.request().text();
    String text =
        whole.length() > MAX_TEXT_LENGTH ? whole.substring(0, MAX_TEXT_LENGTH) + "…" : whole;
    Key key = new Key(text, query.request().options().origin().kind());
    Entry before = entries.get(key);
    Entry none = new Entry(text, key.origin(), 0, 0, 0, 0, 0, 0);
    entries.put(key, (before == null ? none : before).plus(stats, failure != null));
    if (entries.size() > MAX_TEXTS) {
      forgetCheaperHalf();
    }
  }

  private void forgetCheaperHalf() {
    List<Entry> kept = costliest(MAX_TEXTS / 2);
    entries.clear();
    kept.forEach(entry -> entries.put(new Key(entry.text(), entry.origin()), entry));
  }
}

package dev.deucalion.http.editor;

import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks the store for names and values, under the limits of a query. */
final class NameLookup {
  /** How long all metric names are kept: as long as a person needs for a few keys. */
  private static final long MAX_AGE_MS = 5_000;

  /** What a string takes beside its characters. */
  private static final int STRING_BYTES = 56;

  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;

  private final Clock clock;

  /** Goes when memory is short. */
  private volatile SoftReference<Kept> metricNames = new SoftReference<>(null);

  /**
   * The names of all metrics.
   *
   * @param atMs when they were asked for
   */
  private record Kept(long atMs, TimeRange range, List<String> names) {
    private boolean holdsFor(TimeRange other, long nowMs) {
      return Math.abs(nowMs - atMs) < MAX_AGE_MS
          && Math.abs(other.minTimeMs() - range.minTimeMs()) < MAX_AGE_MS
          && Math.abs(other.maxTimeMs() - range.maxTimeMs()) < MAX_AGE_MS;
    }
  }

  NameLookup(Clock clock, QueryEngine engine, Queryable storage, QueryLanguage language) {
    this.clock = clock;
    this.engine = engine;
    this.storage = storage;
    this.language = language;
  }

  @FunctionalInterface
  private interface Ask {
    List<String> names(Querier querier, List<Matcher> matchers);
  }

  /** Names of labels of the series that match any of the selectors; of all series without one. */
  List<String> labels(List<String> selectors, TimeRange range) {
    return read(selectors, range, (q, matchers) -> q.labelNames(matchers, Querier.NO_LIMIT));
  }

  /** Names of all metrics, a few seconds old perhaps: each key of a word asks for them again. */
  List<String> metrics(TimeRange range) {
    long nowMs = clock.nowMs();
    Kept kept = metricNames.get();
    if (kept == null || !kept.holdsFor(range, nowMs)) {
      kept = new Kept(nowMs, range, values(LabelNames.METRIC_NAME, "", range));
      metricNames = new SoftReference<>(kept);
    }
    return kept.names();
  }

  /** Values of a label among the series that match; all of them where the text is empty. */
  List<String> values(String label, String selector, TimeRange range) {
    List<String> selectors = selector.isEmpty() ? List.of() : List.of(selector);
    return read(
        selectors, range, (q, matchers) -> q.labelValues(label, matchers, Querier.NO_LIMIT));
  }

  /** Whether any series has this value of a label. */
  boolean has(Matcher matcher, TimeRange range) {
    return engine.read(limits -> {
      try (Querier querier = storage.querier(range.minTimeMs(), range.maxTimeMs())) {
        return !querier.labelValues(matcher.name(), List.of(matcher), 1).isEmpty();
      }
    });
  }

  private List<String> read(List<String> selectors, TimeRange range, Ask ask) {
    List<List<Matcher>> parsed = parsed(selectors);
    return engine.read(limits -> {
      try (Querier querier = storage.querier(range.minTimeMs(), range.maxTimeMs())) {
        if (parsed.isEmpty()) {
          List<String> names = ask.names(querier, List.of());
          for (String name : names) {
            limits.holdBytes(STRING_BYTES + name.length());
          }
          limits.checkpoint();
          return names;
        }
        Set<String> all = new LinkedHashSet<>();
        for (List<Matcher> matchers : parsed) {
          for (String name : ask.names(querier, matchers)) {
            if (all.add(name)) {
              limits.holdBytes(STRING_BYTES + name.length());
            }
          }
          limits.checkpoint();
        }
        return List.copyOf(all);
      }
    });
  }

  /** Selectors that cannot be read, as what is being typed often cannot, are left out. */
  private List<List<Matcher>> parsed(List<String> selectors) {
    List<List<Matcher>> parsed = new ArrayList<>();
    for (String selector : selectors) {
      try {
        parsed.add(language.selector(selector));
      } catch (ParseException _) {
        // Left out.
      }
    }
    return parsed;
  }
}

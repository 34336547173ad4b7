package dev.deucalion.http.editor;

import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks the store for names and values, under the limits of a query. */
final class NameLookup {
  /** What a string takes beside its characters. */
  private static final int STRING_BYTES = 56;

  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;

  NameLookup(QueryEngine engine, Queryable storage, QueryLanguage language) {
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
          return ask.names(querier, List.of());
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
      } catch (ParseException e) {
        continue;
      }
    }
    return parsed;
  }
}

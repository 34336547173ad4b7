package dev.deucalion.http.editor;

import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Asks the store for names and values, under the limits of a query. */
final class NameLookup {
  /** From which age on the names of all metrics are collected anew: after a few keys. */
  private static final long MAX_AGE_MS = 5_000;

  /** How far apart ranges may be that count as one. */
  private static final long SLACK_MS = 5_000;

  /** For how many ranges names are kept: for those of a few panels. */
  private static final int MAX_RANGES = 4;

  /** What a string takes beside its characters. */
  private static final int STRING_BYTES = 56;

  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;

  private final Clock clock;
  private final Executor background;

  /** Names of all metrics, those that were asked for last first; guarded by itself. */
  private final List<NamesOfRange> metricNames = new ArrayList<>();

  /** Names of the metrics of a range, which moves with time where those who ask let it move. */
  private static final class NamesOfRange {
    private final KeptAnswer<List<String>> names;
    private TimeRange range;
    private long askedMs;

    private NamesOfRange(KeptAnswer<List<String>> names, TimeRange range, long askedMs) {
      this.names = names;
      this.range = range;
      this.askedMs = askedMs;
    }

    private boolean isFor(TimeRange other, long nowMs) {
      return isAhead(0, other) || isAhead(nowMs - askedMs, other);
    }

    private boolean isAhead(long aheadMs, TimeRange other) {
      return Math.abs(other.minTimeMs() - range.minTimeMs() - aheadMs) < SLACK_MS
          && Math.abs(other.maxTimeMs() - range.maxTimeMs() - aheadMs) < SLACK_MS;
    }
  }

  /**
   * @param background collects the names of metrics
   */
  NameLookup(
      Clock clock,
      Executor background,
      QueryEngine engine,
      Queryable storage,
      QueryLanguage language) {
    this.clock = clock;
    this.background = background;
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

  /** Names of all metrics, perhaps from a while ago: each key of a word asks for them again. */
  List<String> metrics(TimeRange range) {
    return namesOf(range).get(() -> values(LabelNames.METRIC_NAME, "", range));
  }

  private KeptAnswer<List<String>> namesOf(TimeRange range) {
    long nowMs = clock.nowMs();
    synchronized (metricNames) {
      for (int i = 0; i < metricNames.size(); i++) {
        NamesOfRange known = metricNames.get(i);
        if (known.isFor(range, nowMs)) {
          known.range = range;
          known.askedMs = nowMs;
          metricNames.remove(i);
          metricNames.addFirst(known);
          return known.names;
        }
      }
      if (metricNames.size() == MAX_RANGES) {
        metricNames.removeLast();
      }
      KeptAnswer<List<String>> names = new KeptAnswer<>(MAX_AGE_MS, clock, background);
      metricNames.addFirst(new NamesOfRange(names, range, nowMs));
      return names;
    }
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

package dev.deucalion.http.editor;

import dev.deucalion.http.editor.Completion.Kind;
import dev.deucalion.http.search.Hits;
import dev.deucalion.http.search.Scorer;
import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.complete.CompletionPoint;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;

/** Finds what may be typed at a cursor. Safe for many threads. */
public final class Completer {
  private static final List<String> DURATIONS =
      List.of("1m", "5m", "10m", "15m", "30m", "1h", "6h", "1d", "1w");
  private static final List<String> UNITS = List.of("ms", "s", "m", "h", "d", "w", "y");

  private final QueryLanguage language;
  private final NameLookup names;
  private final MetricDescriptions descriptions;

  /**
   * @param background collects, one thing at a time, what is asked for at each key
   */
  public Completer(
      Clock clock,
      Executor background,
      QueryEngine engine,
      Queryable storage,
      QueryLanguage language,
      MetadataSource metadata) {
    this.language = language;
    this.names = new NameLookup(clock, background, engine, storage, language);
    this.descriptions = new MetricDescriptions(metadata, clock, background);
  }

  /**
   * What fits, the best first.
   *
   * @param limit how many at most; more than 0
   * @throws dev.deucalion.promql.QueryException when it takes too long or too much
   */
  public List<Completion> complete(CompletionPoint point, TimeRange range, int limit) {
    Scorer scorer = new TypedScorer(point.span().typed());
    return switch (point) {
      case CompletionPoint.Nothing _ -> List.of();
      case CompletionPoint.Duration at -> durations(at.span().typed());
      case CompletionPoint.Words at -> best(words(at.words(), scorer), limit);
      case CompletionPoint.Expression at -> {
        List<Completion> all = words(at.words(), scorer);
        all.addAll(fitting(LanguageWords.callable(language), scorer));
        all.addAll(metrics(scorer, range, limit));
        yield best(all, limit);
      }
      case CompletionPoint.LabelName at ->
          labels(at.selectors(), scorer, range, limit).stream()
              .map(hit -> label(hit.name(), hit.score()))
              .toList();
      case CompletionPoint.QuotedName at -> {
        List<Completion> all = new ArrayList<>();
        for (Hits.Hit hit : labels(at.selectors(), scorer, range, limit)) {
          all.add(new Completion(hit.name(), "", Kind.LABEL, "", "", hit.score()));
        }
        if (at.names() == CompletionPoint.QuotedName.Names.LABELS_AND_METRICS) {
          metrics(scorer, range, limit).forEach(metric -> all.add(metric.withInsert("")));
        }
        yield best(all, limit);
      }
      case CompletionPoint.LabelValue at ->
          Hits.pick(valuesAt(at, range), scorer, Hits.Order.BEST_FIRST, limit).stream()
              .map(hit -> new Completion(hit.name(), "", Kind.VALUE, "", "", hit.score()))
              .toList();
    };
  }

  /**
   * Whether any series has such a value of the label.
   *
   * @throws dev.deucalion.promql.QueryException when it takes too long or too much
   */
  public boolean isKnown(Matcher matcher, TimeRange range) {
    return names.has(matcher, range);
  }

  private List<Hits.Hit> labels(List<String> selectors, Scorer scorer, TimeRange range, int limit) {
    return Hits.pick(names.labels(selectors, range), scorer, Hits.Order.BEST_FIRST, limit).stream()
        .filter(hit -> !hit.name().equals(LabelNames.METRIC_NAME))
        .toList();
  }

  private List<String> valuesAt(CompletionPoint.LabelValue at, TimeRange range) {
    boolean areMetrics = at.label().equals(LabelNames.METRIC_NAME) && at.selector().isEmpty();
    return areMetrics ? names.metrics(range) : names.values(at.label(), at.selector(), range);
  }

  private static List<Completion> best(List<Completion> all, int limit) {
    Comparator<Completion> bestFirst =
        Comparator.comparingDouble((Completion c) -> -c.score())
            .thenComparing(Completion::kind)
            .thenComparing(Completion::text);
    return all.stream().sorted(bestFirst).limit(limit).toList();
  }

  private List<Completion> metrics(Scorer scorer, TimeRange range, int limit) {
    List<String> all = names.metrics(range);
    List<Completion> metrics = new ArrayList<>();
    for (Hits.Hit hit : Hits.pick(all, scorer, Hits.Order.BEST_FIRST, limit)) {
      MetricMetadata said = descriptions.of(hit.name());
      metrics.add(
          new Completion(
              hit.name(),
              NameValidation.LEGACY.isValidMetricName(hit.name())
                  ? ""
                  : "{" + GoQuote.quote(hit.name()) + "}",
              Kind.METRIC,
              said == null ? "" : said.type(),
              said == null ? "" : said.help(),
              hit.score()));
    }
    return metrics;
  }

  private static List<Completion> words(List<String> fitting, Scorer scorer) {
    return fitting(
        LanguageWords.grammar().stream().filter(word -> fitting.contains(word.text())).toList(),
        scorer);
  }

  private static List<Completion> fitting(List<Completion> words, Scorer scorer) {
    List<Completion> fitting = new ArrayList<>();
    for (Completion word : words) {
      double score = scorer.score(word.text());
      if (score != Scorer.NO_FIT) {
        fitting.add(
            new Completion(
                word.text(), word.insert(), word.kind(), word.detail(), word.help(), score));
      }
    }
    return fitting;
  }

  private static Completion label(String name, double score) {
    String insert = NameValidation.LEGACY.isValidLabelName(name) ? "" : GoQuote.quote(name);
    return new Completion(name, insert, Kind.LABEL, "", "", score);
  }

  /** Usual ones, or those that what was typed can become. */
  private static List<Completion> durations(String typed) {
    // Behind a colon stands the step of a subquery.
    List<String> texts =
        typed.isEmpty() || typed.endsWith(":")
            ? DURATIONS.stream().map(duration -> typed + duration).toList()
            : Character.isDigit(typed.charAt(typed.length() - 1))
                ? UNITS.stream().map(unit -> typed + unit).toList()
                : List.of();
    return texts.stream().map(text -> new Completion(text, "", Kind.DURATION, "", "", 1)).toList();
  }
}

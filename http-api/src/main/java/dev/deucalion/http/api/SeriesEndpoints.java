package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code /series}, {@code /labels} and {@code /label/<name>/values}. */
public final class SeriesEndpoints {
  /** Of a name or a value in an answer, without its characters. */
  private static final int STRING_BYTES = 56;

  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;
  private final Evaluations evaluations;

  /**
   * @param engine whose limits hold for each request
   */
  public SeriesEndpoints(
      QueryEngine engine, Queryable storage, QueryLanguage language, Evaluations evaluations) {
    this.engine = engine;
    this.storage = storage;
    this.language = language;
    this.evaluations = evaluations;
  }

  public ApiResult labels(Exchange exchange) {
    Request request = exchange.request();
    int limit = ApiParameters.limit(request);
    Range range = Range.of(request);
    List<List<Matcher>> selectors = optionalSelectors(request);
    int ask = ApiParameters.limitToAsk(limit);
    return names(exchange, limit, range, selectors, (querier, s) -> querier.labelNames(s, ask));
  }

  public ApiResult labelValues(Exchange exchange) {
    Request request = exchange.request();
    String name = EscapedName.decode(request.pathParameter("name"));
    if (name.isEmpty()) {
      throw ApiException.badData("invalid label name: " + GoQuote.quote(name));
    }
    int limit = ApiParameters.limit(request);
    Range range = Range.of(request);
    List<List<Matcher>> selectors = optionalSelectors(request);
    int ask = ApiParameters.limitToAsk(limit);
    return names(
        exchange, limit, range, selectors, (querier, s) -> querier.labelValues(name, s, ask));
  }

  public ApiResult series(Exchange exchange) {
    Request request = exchange.request();
    ApiParameters.requireReadable(request);
    List<String> texts = request.form().all("match[]");
    if (texts.isEmpty()) {
      throw ApiException.badData("no match[] parameter provided");
    }
    int limit = ApiParameters.limit(request);
    Range range = Range.of(request);
    List<List<Matcher>> selectors;
    try {
      selectors = ApiParameters.selectors(language, texts);
    } catch (ParseException | IllegalArgumentException e) {
      throw ApiException.badParameter("match[]", String.valueOf(e.getMessage()));
    }
    List<Labels> found =
        search(
            exchange,
            limits -> findSeries(range, selectors, ApiParameters.limitToAsk(limit), limits));
    boolean truncated = limit > 0 && found.size() > limit;
    List<Labels> shown = truncated ? found.subList(0, limit) : found;
    return ApiResult.of(
        out -> {
          out.beginArray();
          for (Labels labels : shown) {
            out.labels(labels);
          }
          out.endArray();
        },
        truncated);
  }

  private List<Labels> findSeries(
      Range range, List<List<Matcher>> selectors, int limit, ReadGuard.Limits limits) {
    boolean several = selectors.size() > 1;
    List<SeriesSelector> asked = new ArrayList<>(selectors.size());
    for (List<Matcher> matchers : selectors) {
      asked.add(
          new SeriesSelector(matchers, range.minTimeMs, range.maxTimeMs, several).withoutSamples());
    }
    Collection<Labels> found = several ? new TreeSet<>() : new ArrayList<>();
    try (Querier querier = storage.querier(range.minTimeMs, range.maxTimeMs)) {
      for (SeriesSet set : querier.select(asked)) {
        // The first ones of a union are among the first ones of its parts.
        int n = limit > 0 ? Math.min(limit, set.size()) : set.size();
        for (int i = 0; i < n; i++) {
          Labels labels = set.labels(i);
          limits.checkpoint();
          limits.holdBytes(labels.heapBytes());
          found.add(labels);
        }
      }
    }
    return List.copyOf(found);
  }

  private ApiResult names(
      Exchange exchange, int limit, Range range, List<List<Matcher>> selectors, Lookup lookup) {
    List<String> found =
        search(
            exchange,
            limits -> {
              try (Querier querier = storage.querier(range.minTimeMs, range.maxTimeMs)) {
                return union(
                    selectors,
                    matchers -> {
                      List<String> names = lookup.find(querier, matchers);
                      limits.holdBytes(
                          names.stream().mapToLong(name -> STRING_BYTES + name.length()).sum());
                      limits.checkpoint();
                      return names;
                    });
              }
            });
    boolean truncated = limit > 0 && found.size() > limit;
    List<String> shown = truncated ? found.subList(0, limit) : found;
    return ApiResult.of(out -> out.strings(shown), truncated);
  }

  private static List<String> union(
      List<List<Matcher>> selectors, Function<List<Matcher>, List<String>> find) {
    if (selectors.size() <= 1) {
      return find.apply(selectors.isEmpty() ? List.of() : selectors.getFirst());
    }
    TreeSet<String> all = new TreeSet<>(Utf8Order::compare);
    for (List<Matcher> matchers : selectors) {
      all.addAll(find.apply(matchers));
    }
    return List.copyOf(all);
  }

  private List<List<Matcher>> optionalSelectors(Request request) {
    try {
      return ApiParameters.selectors(language, request.form().all("match[]"));
    } catch (ParseException | IllegalArgumentException e) {
      throw ApiException.badData(String.valueOf(e.getMessage()));
    }
  }

  private <T> T search(Exchange exchange, Function<ReadGuard.Limits, T> task) {
    try {
      return evaluations.run(exchange, () -> engine.read(task));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
  }

  @FunctionalInterface
  private interface Lookup {
    List<String> find(Querier querier, List<Matcher> matchers);
  }

  private record Range(long minTimeMs, long maxTimeMs) {
    static Range of(Request request) {
      return new Range(
          ApiParameters.timeMs(request, "start", TimeText.MIN_MS),
          ApiParameters.timeMs(request, "end", TimeText.MAX_MS));
    }
  }
}

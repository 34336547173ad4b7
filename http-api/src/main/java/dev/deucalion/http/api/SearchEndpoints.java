package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.search.Hits;
import dev.deucalion.http.search.Hits.Hit;
import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code /search/metric_names}, {@code /search/label_names} and {@code /search/label_values}. The
 * answer is one JSON object a line: batches of results, the first of which may be empty, and at the
 * end whether there are more.
 */
public final class SearchEndpoints {
  private static final String METRIC_NAME = "__name__";

  /** What a string takes beside its characters. */
  private static final int STRING_BYTES = 56;

  private final SearchOptions options;
  private final Clock clock;
  private final Queryable storage;
  private final QueryLanguage language;
  private final MetadataSource metadata;
  private final QueryEngine engine;
  private final Evaluations evaluations;
  private final Cors cors;

  public SearchEndpoints(
      SearchOptions options,
      Clock clock,
      Queryable storage,
      QueryLanguage language,
      MetadataSource metadata,
      QueryEngine engine,
      Evaluations evaluations,
      Cors cors) {
    this.options = options;
    this.clock = clock;
    this.storage = storage;
    this.language = language;
    this.metadata = metadata;
    this.engine = engine;
    this.evaluations = evaluations;
    this.cors = cors;
  }

  public Handler metricNames() {
    return exchange ->
        answer(
            exchange,
            "metric_names",
            parameters -> {
              boolean described =
                  SearchParameters.flag(exchange.request(), "include_metadata", false);
              Map<String, MetricMetadata> descriptions = described ? descriptions() : Map.of();
              return new Found("name", values(exchange, METRIC_NAME, parameters), descriptions);
            });
  }

  public Handler labelNames() {
    return exchange ->
        answer(
            exchange,
            "label_names",
            parameters -> {
              List<Hit> hits =
                  search(exchange, parameters, (querier, m, limit) -> querier.labelNames(m, limit));
              return new Found("name", hits, Map.of());
            });
  }

  public Handler labelValues() {
    return exchange ->
        answer(
            exchange,
            "label_values",
            parameters -> {
              String label = exchange.request().parameter("label");
              if (label.isEmpty()) {
                throw ApiException.badData("missing required parameter \"label\"");
              }
              return new Found("value", values(exchange, label, parameters), Map.of());
            });
  }

  private List<Hit> values(Exchange exchange, String label, SearchParameters parameters) {
    return search(
        exchange, parameters, (querier, m, limit) -> querier.labelValues(label, m, limit));
  }

  private void answer(Exchange exchange, String endpoint, Search search) throws IOException {
    cors.apply(exchange);
    SearchParameters parameters;
    Found found;
    try {
      if (!options.enabled()) {
        throw new ApiException(ErrorType.UNAVAILABLE, "search API disabled");
      }
      parameters =
          SearchParameters.of(
              exchange.request(), language, endpoint, options.maxLimit(), clock.nowMs());
      found = search.run(parameters);
    } catch (ApiException e) {
      ApiEndpoint.writeError(exchange, e);
      return;
    }
    stream(exchange.begin(200, "application/x-ndjson; charset=utf-8"), parameters, found);
  }

  /** One hit more than asked for, where there are more. */
  private List<Hit> search(Exchange exchange, SearchParameters parameters, Lookup lookup) {
    boolean inOrder =
        parameters.order() == Hits.Order.ASCENDING && parameters.terms().terms().isEmpty();
    int ask = inOrder ? parameters.limit() + 1 : Querier.NO_LIMIT;
    try {
      return evaluations.run(
          exchange,
          () ->
              engine.read(limits ->
                  Hits.pick(
                      union(parameters, lookup, ask, limits),
                      parameters.terms().scorer(),
                      parameters.order(),
                      parameters.limit() + 1)));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
  }

  private List<String> union(
      SearchParameters parameters, Lookup lookup, int ask, ReadGuard.Limits limits) {
    try (Querier querier = storage.querier(parameters.minTimeMs(), parameters.maxTimeMs())) {
      List<List<Matcher>> selectors = parameters.selectors();
      List<List<Matcher>> each = selectors.isEmpty() ? List.of(List.of()) : selectors;
      TreeSet<String> all = new TreeSet<>(Utf8Order::compare);
      for (List<Matcher> matchers : each) {
        List<String> names = lookup.find(querier, matchers, ask);
        names.forEach(name -> limits.holdBytes(STRING_BYTES + name.length()));
        limits.checkpoint();
        if (each.size() == 1) {
          return names;
        }
        all.addAll(names);
      }
      return List.copyOf(all);
    }
  }

  /** What the first target that knows a metric says of it. */
  private Map<String, MetricMetadata> descriptions() {
    Map<String, MetricMetadata> known = new HashMap<>();
    for (TargetMetadata target : metadata.targetMetadata()) {
      for (MetricMetadata metric : target.metrics()) {
        known.putIfAbsent(metric.family(), metric);
      }
    }
    return known;
  }

  private static void stream(PageSink out, SearchParameters parameters, Found found)
      throws IOException {
    int count = Math.min(parameters.limit(), found.hits().size());
    int from = 0;
    do {
      int to = (int) Math.min(count, (long) from + parameters.batchSize());
      writeBatch(out, found, from, to, parameters.includeScore());
      from = to;
    } while (from < count);
    JsonWriter line = new JsonWriter(out);
    line.beginObject();
    line.name("status");
    line.string("success");
    line.name("has_more");
    line.bool(found.hits().size() > count);
    line.endObject();
    out.write('\n');
  }

  private static void writeBatch(PageSink out, Found found, int from, int to, boolean withScore)
      throws IOException {
    JsonWriter line = new JsonWriter(out);
    line.beginObject();
    line.name("results");
    line.beginArray();
    for (Hit hit : found.hits().subList(from, to)) {
      line.beginObject();
      line.name(found.key());
      line.string(hit.name());
      if (withScore) {
        line.name("score");
        line.number(hit.score());
      }
      MetricMetadata description = found.descriptions().get(hit.name());
      if (description != null) {
        textUnlessEmpty(line, "type", description.type());
        textUnlessEmpty(line, "help", description.help());
        textUnlessEmpty(line, "unit", description.unit());
      }
      line.endObject();
    }
    line.endArray();
    line.endObject();
    out.write('\n');
    out.handOn();
  }

  private static void textUnlessEmpty(JsonWriter out, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      out.name(name);
      out.string(text);
    }
  }

  /**
   * What was found.
   *
   * @param key under which each hit is written
   * @param hits as many as asked for, and one more where there are more
   * @param descriptions of hits, by name
   */
  private record Found(String key, List<Hit> hits, Map<String, MetricMetadata> descriptions) {}

  @FunctionalInterface
  private interface Search {
    Found run(SearchParameters parameters);
  }

  @FunctionalInterface
  private interface Lookup {
    List<String> find(Querier querier, List<Matcher> matchers, int limit);
  }
}

package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.RunningQueries;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.RunningQuery;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code /status/queries} and {@code /admin/queries/cancel}: the queries that run, what they have
 * cost so far, and their end. Prometheus has neither.
 */
public final class RunningQueryEndpoints {
  private final RunningQueries queries;

  public RunningQueryEndpoints(RunningQueries queries) {
    this.queries = queries;
  }

  public ApiResult list(Exchange exchange) {
    List<RunningQuery> running = queries.running();
    return ApiResult.of(out -> {
      out.beginArray();
      for (RunningQuery query : running) {
        write(out, query);
      }
      out.endArray();
    });
  }

  public ApiResult cancel(Exchange exchange) {
    String id = exchange.request().parameter("id");
    boolean found;
    try {
      found = queries.cancel(Long.parseLong(id));
    } catch (NumberFormatException e) {
      throw ApiException.badParameter("id", "not the number of a query: " + GoQuote.quote(id));
    }
    if (!found) {
      throw new ApiException(ErrorType.NOT_FOUND, "no query of id " + id + " is running");
    }
    return ApiResult.NOTHING;
  }

  private static void write(JsonWriter out, RunningQuery query) throws IOException {
    RunningQuery.Request request = query.request();
    out.beginObject();
    number(out, "id", query.id());
    text(out, "query", request.text());
    out.name("start");
    out.sampleTime(request.startMs());
    out.name("end");
    out.sampleTime(request.endMs());
    out.name("step");
    out.sampleTime(request.stepMs());
    text(out, "state", query.state().name().toLowerCase(Locale.ROOT));
    out.name("elapsedSeconds");
    out.number(query.elapsedNanos() / 1e9);
    number(out, "memoryBytes", query.limits().memory().heldBytes());
    number(out, "peakMemoryBytes", query.limits().memory().peakBytes());
    number(out, "totalQueryableSamples", query.limits().totalSamples());
    number(out, "peakSamples", query.limits().peakSamples());
    QueryOrigin origin = request.options().origin();
    if (!origin.kind().isEmpty()) {
      out.key(origin.kind());
      out.beginObject();
      for (Map.Entry<String, String> fact : origin.facts().entrySet()) {
        out.key(fact.getKey());
        out.string(fact.getValue());
      }
      out.endObject();
    }
    out.endObject();
  }

  private static void text(JsonWriter out, String name, String value) throws IOException {
    out.name(name);
    out.string(value);
  }

  private static void number(JsonWriter out, String name, long value) throws IOException {
    out.name(name);
    out.number(value);
  }
}

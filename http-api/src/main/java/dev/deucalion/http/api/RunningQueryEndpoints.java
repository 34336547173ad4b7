package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.RunningQueries;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.engine.QueryCosts;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.RunningQuery;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code /status/queries}, {@code /status/queries/top} and {@code /admin/queries/cancel}: the
 * queries that run, what they have cost so far, which ones cost the most since the start, and their
 * end. Prometheus has none of them.
 */
public final class RunningQueryEndpoints {
  private static final int DEFAULT_LIMIT = 10;
  private static final double NANOS_PER_SECOND = 1e9;

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

  /** Those that took the most time in all. */
  public ApiResult costliest(Exchange exchange) {
    int limit = ApiParameters.limit(exchange.request());
    List<QueryCosts.Entry> costliest = queries.costliest(limit == 0 ? DEFAULT_LIMIT : limit);
    return ApiResult.of(out -> {
      out.beginArray();
      for (QueryCosts.Entry entry : costliest) {
        out.beginObject();
        out.field("query", entry.text());
        out.field("origin", entry.origin());
        out.field("count", entry.count());
        out.field("failures", entry.failures());
        out.name("totalSeconds");
        out.number(entry.totalNanos() / NANOS_PER_SECOND);
        out.name("maxSeconds");
        out.number(entry.maxNanos() / NANOS_PER_SECOND);
        out.field("totalQueryableSamples", entry.totalSamples());
        out.field("peakMemoryBytes", entry.peakBytes());
        out.endObject();
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
    out.field("id", query.id());
    out.field("query", request.text());
    out.name("start");
    out.sampleTime(request.startMs());
    out.name("end");
    out.sampleTime(request.endMs());
    out.name("step");
    out.sampleTime(request.stepMs());
    out.field("state", query.state().name().toLowerCase(Locale.ROOT));
    out.name("elapsedSeconds");
    out.number(query.elapsedNanos() / NANOS_PER_SECOND);
    out.field("memoryBytes", query.limits().memory().heldBytes());
    out.field("peakMemoryBytes", query.limits().memory().peakBytes());
    out.field("totalQueryableSamples", query.limits().totalSamples());
    out.field("peakSamples", query.limits().peakSamples());
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
}

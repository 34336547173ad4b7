package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.RuleHistory;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.rules.alert.ActiveAlert;
import java.io.IOException;
import java.util.Map;

/**
 * {@code /rules/backtest}: when the alerts of a rule file would have been pending, fired and been
 * resolved. Prometheus has nothing like it.
 */
public final class BacktestEndpoint {
  private static final long DEFAULT_INTERVAL_MS = 60_000;

  private final RuleHistory history;
  private final Evaluations evaluations;

  public BacktestEndpoint(RuleHistory history, Evaluations evaluations) {
    this.history = history;
    this.evaluations = evaluations;
  }

  public ApiResult backtest(Exchange exchange) {
    Request request = exchange.request();
    ApiParameters.requireReadable(request);
    long startMs = ApiParameters.requiredTimeMs(request, "start");
    long endMs = ApiParameters.requiredTimeMs(request, "end");
    if (endMs < startMs) {
      throw ApiException.badParameter("end", "end timestamp must not be before start time");
    }
    RuleHistory.Question question =
        new RuleHistory.Question(
            request.parameter("rules"),
            startMs,
            endMs,
            durationMs(request, "interval", DEFAULT_INTERVAL_MS),
            durationMs(request, "timeout", 0),
            QueryOrigin.http(exchange.clientIp(), request.method(), request.path()));
    RuleHistory.Answer answer;
    try {
      answer = evaluations.run(exchange, () -> history.replay(question));
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter("rules", String.valueOf(e.getMessage()));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
    return ApiResult.of(out -> write(out, answer));
  }

  private static long durationMs(Request request, String name, long whenMissing) {
    if (request.parameter(name).isEmpty()) {
      return whenMissing;
    }
    long nanos = ApiParameters.requiredDurationNanos(request, name);
    if (nanos <= 0) {
      throw ApiException.badParameter(name, "must be greater than 0");
    }
    return ApiParameters.ceilMs(nanos);
  }

  private static void write(JsonWriter out, RuleHistory.Answer answer) throws IOException {
    out.beginObject();
    out.name("evaluations");
    out.number(answer.evaluations());
    out.name("changes");
    out.beginArray();
    for (RuleHistory.Change change : answer.changes()) {
      write(out, change);
    }
    out.endArray();
    out.name("errors");
    out.beginArray();
    for (RuleHistory.Failure failure : answer.failures()) {
      out.beginObject();
      place(out, failure.timeMs(), failure.group(), failure.rule());
      out.field("error", failure.error());
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }

  private static void write(JsonWriter out, RuleHistory.Change change) throws IOException {
    ActiveAlert alert = change.change().alert();
    out.beginObject();
    place(out, change.change().timeMs(), change.group(), change.rule());
    out.field("state", change.change().what());
    out.name("labels");
    out.labels(alert.labels());
    out.name("annotations");
    out.beginObject();
    for (Map.Entry<String, String> annotation : alert.annotations().entrySet()) {
      out.key(annotation.getKey());
      out.string(annotation.getValue());
    }
    out.endObject();
    out.name("value");
    out.scientific(alert.value());
    out.endObject();
  }

  private static void place(JsonWriter out, long timeMs, String group, String rule)
      throws IOException {
    out.name("time");
    out.sampleTime(timeMs);
    out.field("group", group);
    out.field("rule", rule);
  }
}

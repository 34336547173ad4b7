package dev.deucalion.server.cli.backtest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.query.ApiClient;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates expressions by asking a server: those that were fetched before for many times at once,
 * others one by one. Histograms are left out. One thread.
 */
final class HistoryQuery implements RuleQuery {
  private static final double SECOND_MS = 1_000;

  private final ApiClient api;

  /** Results by expression and time. */
  private final Map<String, Map<Long, List<Sample>>> fetched = new HashMap<>();

  HistoryQuery(ApiClient api) {
    this.api = api;
  }

  /**
   * Fetches the results of an expression; what was fetched of it before is forgotten.
   *
   * @param fromMs first time
   * @param toMs last time, inclusive
   */
  void fetch(String expr, long fromMs, long toMs, long stepMs) throws CommandException {
    JsonValue data =
        api.ask(
                "/api/v1/query_range",
                List.of(
                    new Parameter("query", expr),
                    ApiClient.time("start", fromMs),
                    ApiClient.time("end", toMs),
                    ApiClient.time("step", stepMs)))
            .get("data");
    Map<Long, List<Sample>> byTime = new HashMap<>();
    for (JsonValue series : data.get("result").list()) {
      Labels labels = labels(series);
      for (JsonValue point : series.get("values").list()) {
        Sample sample = sample(labels, point);
        byTime.computeIfAbsent(sample.timeMs(), _ -> new ArrayList<>()).add(sample);
      }
    }
    fetched.put(expr, byTime);
  }

  private static Labels labels(JsonValue series) {
    LabelsBuilder labels = new LabelsBuilder();
    series.get("metric").entries().forEach((name, value) -> labels.set(name, value.text()));
    return labels.build();
  }

  private static Sample sample(Labels labels, JsonValue point) {
    List<String> parts = point.texts();
    long timeMs = Math.round(Double.parseDouble(parts.getFirst()) * SECOND_MS);
    return new Sample(labels, timeMs, ApiClient.number(parts.get(1)));
  }

  @Override
  public QueryValue evaluate(String expr, long timeMs, QueryOrigin origin) {
    Map<Long, List<Sample>> known = fetched.get(expr);
    if (known != null) {
      return new QueryValue.Vector(known.getOrDefault(timeMs, List.of()));
    }
    try {
      return instant(expr, timeMs);
    } catch (CommandException e) {
      throw new QueryException(QueryException.Kind.EXECUTION, String.valueOf(e.getMessage()));
    }
  }

  private QueryValue instant(String expr, long timeMs) throws CommandException {
    JsonValue data =
        api.ask(
                "/api/v1/query",
                List.of(new Parameter("query", expr), ApiClient.time("time", timeMs)))
            .get("data");
    JsonValue result = data.get("result");
    return switch (data.text("resultType")) {
      case "scalar" -> new QueryValue.Scalar(timeMs, ApiClient.number(result.texts().get(1)));
      case "vector" ->
          new QueryValue.Vector(
              result.list().stream()
                  .filter(series -> series.get("value").isList())
                  .map(series -> sample(labels(series), series.get("value")))
                  .toList());
      default -> throw new CommandException("result is neither a vector nor a scalar: " + expr);
    };
  }

  @Override
  public void close() {
    fetched.clear();
  }
}

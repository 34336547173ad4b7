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
import java.util.List;

/** Evaluates expressions by asking a server. Histograms are left out. One thread. */
final class HistoryQuery implements RuleQuery {
  private static final double SECOND_MS = 1_000;

  private final ApiClient api;

  HistoryQuery(ApiClient api) {
    this.api = api;
  }

  private static Labels labels(JsonValue series) {
    LabelsBuilder labels = new LabelsBuilder();
    series.get("metric").entries().forEach((name, value) -> labels.set(name, value.text()));
    return labels.build();
  }

  private static long timeMs(List<String> point) {
    return Math.round(Double.parseDouble(point.getFirst()) * SECOND_MS);
  }

  private JsonValue ask(String path, List<Parameter> parameters) {
    try {
      return api.ask(path, parameters).get("data");
    } catch (CommandException e) {
      throw new QueryException(QueryException.Kind.EXECUTION, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public QueryValue evaluate(String expr, long timeMs, QueryOrigin origin) {
    JsonValue data =
        ask("/api/v1/query", List.of(new Parameter("query", expr), ApiClient.time("time", timeMs)));
    JsonValue result = data.get("result");
    return switch (data.text("resultType")) {
      case "scalar" -> new QueryValue.Scalar(timeMs, ApiClient.number(result.texts().get(1)));
      case "vector" ->
          new QueryValue.Vector(
              result.list().stream()
                  .filter(series -> series.get("value").isList())
                  .map(series -> sample(labels(series), series.get("value").texts()))
                  .toList());
      default ->
          throw new QueryException(
              QueryException.Kind.EXECUTION, "result is neither a vector nor a scalar: " + expr);
    };
  }

  private static Sample sample(Labels labels, List<String> point) {
    return new Sample(labels, timeMs(point), ApiClient.number(point.get(1)));
  }

  @Override
  public QueryValue.Matrix evaluateRange(
      String expr, long startMs, long endMs, long stepMs, QueryOrigin origin) {
    JsonValue data =
        ask(
            "/api/v1/query_range",
            List.of(
                new Parameter("query", expr),
                ApiClient.time("start", startMs),
                ApiClient.time("end", endMs),
                ApiClient.time("step", stepMs)));
    List<QueryValue.Series> all = new ArrayList<>();
    for (JsonValue series : data.get("result").list()) {
      List<JsonValue> points = series.get("values").list();
      long[] timesMs = new long[points.size()];
      double[] values = new double[points.size()];
      for (int i = 0; i < points.size(); i++) {
        List<String> point = points.get(i).texts();
        timesMs[i] = timeMs(point);
        values[i] = ApiClient.number(point.get(1));
      }
      all.add(new QueryValue.Series(labels(series), timesMs, values));
    }
    return new QueryValue.Matrix(all);
  }

  /** Nothing is held. */
  @Override
  public void close() {}
}

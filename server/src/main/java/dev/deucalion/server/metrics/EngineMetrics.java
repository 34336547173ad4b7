package dev.deucalion.server.metrics;

import dev.deucalion.promql.engine.EngineStats;
import dev.deucalion.server.metrics.Families.Label;
import dev.deucalion.server.metrics.Families.Summary;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.List;
import java.util.function.Supplier;

/** Metrics of query evaluation. */
public final class EngineMetrics implements SelfMetrics.Area {
  private final Supplier<EngineStats> stats;

  public EngineMetrics(Supplier<EngineStats> stats) {
    this.stats = stats;
  }

  @Override
  public void accept(Families families) {
    EngineStats now = stats.get();
    families.gauge("prometheus_engine_queries", "Queries that are evaluated now.", now.running());
    families.gauge(
        "prometheus_engine_queries_concurrent_max",
        "How many queries may be evaluated at a time.",
        now.maxConcurrency());
    families.counter(
        "prometheus_engine_query_samples", "Samples that queries loaded.", now.samplesTotal());
    families.gauge("prometheus_engine_query_log_enabled", "Whether queries are logged.", 0);
    families.counter(
        "prometheus_engine_query_log_failures", "Queries that could not be logged.", 0);
    families.summaries(
        "prometheus_engine_query_duration_seconds",
        "How long queries took, by part.",
        List.of(
            slice("inner_eval", now.innerEval()),
            slice("prepare_time", now.prepare()),
            slice("queue_time", now.queue()),
            slice("result_sort", now.resultSort())));
  }

  private static Summary slice(String name, EngineStats.Slice slice) {
    return new Summary(
        slice.count(), slice.totalNanos() / 1e9, Quantiles.EMPTY, new Label("slice", name));
  }
}

package dev.deucalion.server.metrics;

import dev.deucalion.promql.engine.EngineStats;
import dev.deucalion.server.querylog.QueryLog;
import java.util.function.Supplier;

/** Metrics of query evaluation. */
public final class EngineMetrics implements SelfMetrics.Area {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private final Supplier<EngineStats> stats;
  private final QueryLog log;

  public EngineMetrics(Supplier<EngineStats> stats, QueryLog log) {
    this.stats = stats;
    this.log = log;
  }

  @Override
  public void accept(Families families) {
    EngineStats now = stats.get();
    families.gauge(
        "prometheus_engine_queries",
        "Queries that are evaluated now or wait for it.",
        now.running());
    families.gauge(
        "prometheus_engine_queries_concurrent_max",
        "How many queries may be evaluated at a time.",
        now.maxConcurrency());
    families.counter(
        "prometheus_engine_query_samples", "Samples that queries loaded.", now.samplesTotal());
    families.counter(
        "prometheus_engine_query_samples_read",
        "Samples that queries read: of a window only what the one before did not have.",
        now.samplesReadTotal());
    families.gauge(
        "prometheus_engine_query_log_enabled",
        "Whether queries are logged.",
        log.isEnabled() ? 1 : 0);
    families.counter(
        "prometheus_engine_query_log_failures",
        "Queries that could not be logged.",
        log.failures());
    families.gauge(
        "deucalion_engine_query_memory_bytes",
        "Memory that queries have set aside now.",
        now.memoryBytes());
    families.summaries(
        "prometheus_engine_query_duration_seconds",
        "How long queries took, by part.",
        QUANTILES,
        durations -> {
          durations.add(now.innerEval(), "slice", "inner_eval");
          durations.add(now.prepare(), "slice", "prepare_time");
          durations.add(now.queue(), "slice", "queue_time");
          durations.add(now.resultSort(), "slice", "result_sort");
        });
  }
}

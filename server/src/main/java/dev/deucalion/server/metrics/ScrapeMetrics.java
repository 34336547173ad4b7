package dev.deucalion.server.metrics;

import dev.deucalion.model.stats.DurationSummary;
import dev.deucalion.scrape.PoolStats;
import dev.deucalion.scrape.ScrapeManager;
import dev.deucalion.scrape.ScrapeStats;
import dev.deucalion.server.units.GoDuration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Metrics of scraping. */
public final class ScrapeMetrics implements SelfMetrics.Area {
  private static final double[] QUANTILES = {0.01, 0.05, 0.5, 0.9, 0.99};

  private final ScrapeManager scraping;

  public ScrapeMetrics(ScrapeManager scraping) {
    this.scraping = scraping;
  }

  @Override
  public void accept(Families families) {
    ScrapeStats stats = scraping.stats();
    addTotals(families, stats);
    addRefusals(families, stats);
    addPools(families, stats.pools());
    byInterval(
        families,
        "prometheus_target_interval_length_seconds",
        "Time between scrapes, by the interval that was configured.",
        stats.intervalLengths());
    byInterval(
        families,
        "prometheus_target_reload_length_seconds",
        "How long jobs took to take over another configuration, by their interval.",
        stats.reloadLengths());
  }

  private static void byInterval(
      Families families, String name, String help, Map<Long, DurationSummary> lengths) {
    families.summaries(
        name,
        help,
        QUANTILES,
        durations ->
            lengths.forEach((intervalMs, summary) ->
                durations.add(summary, "interval", GoDuration.format(intervalMs * 1_000_000))));
  }

  private static void addTotals(Families families, ScrapeStats stats) {
    families.counter(
        "prometheus_target_scrape_pools", "Jobs that were begun.", stats.poolsCreated());
    families.counter(
        "prometheus_target_scrape_pools_failed", "Jobs that could not begin.", stats.poolsFailed());
    families.counter(
        "prometheus_target_scrape_pool_reloads",
        "Jobs that took over another configuration.",
        stats.poolReloads());
    families.counter(
        "prometheus_target_scrape_pool_reloads_failed",
        "Jobs that could not take over another configuration.",
        0);
    families.counter(
        "prometheus_target_scrape_pool_exceeded_target_limit",
        "Times that a job had more targets than allowed.",
        stats.exceededTargetLimit());
    families.counter(
        "prometheus_target_scrape_pool_exceeded_label_limits",
        "Scrapes refused for a limit of labels.",
        stats.exceededLabelLimits());
  }

  private static void addRefusals(Families families, ScrapeStats stats) {
    families.counter(
        "prometheus_target_scrapes_exceeded_body_size_limit",
        "Scrapes refused for the size of their body.",
        stats.exceededBodySizeLimit());
    families.counter(
        "prometheus_target_scrapes_exceeded_sample_limit",
        "Scrapes refused for the number of their samples.",
        stats.exceededSampleLimit());
    families.counter(
        "prometheus_target_scrapes_sample_duplicate_timestamp",
        "Samples refused for another value at the same time.",
        stats.duplicateTimestamps());
    families.counter(
        "prometheus_target_scrapes_sample_out_of_order",
        "Samples refused as older than the newest of their series.",
        stats.outOfOrder());
    families.counter(
        "prometheus_target_scrapes_sample_out_of_bounds",
        "Samples refused as too old or too far in the future.",
        stats.outOfBounds());
    families.counter(
        "prometheus_target_scrapes_exceeded_native_histogram_bucket_limit",
        "Scrapes refused for the number of buckets of a native histogram.",
        stats.exceededBucketLimit());
    families.counter(
        "prometheus_target_scrapes_exemplar_out_of_order",
        "Exemplars refused as older than the newest of their series.",
        stats.exemplarsOutOfOrder());
    families.counter(
        "prometheus_target_scrapes_cache_flush_forced",
        "Times that the series of a failing target had to be forgotten.",
        stats.cacheFlushesForced());
  }

  private static void addPools(Families families, List<PoolStats> pools) {
    gaugePerPool(families, pools, "targets", "Targets that are scraped.", pool -> pool.targets());
    gaugePerPool(
        families,
        pools,
        "target_limit",
        "Most targets that a job may have; 0 for no limit.",
        pool -> pool.targetLimit());
    families.counters(
        "prometheus_target_scrape_pool_sync",
        "Times that the targets of a job were worked out.",
        values -> pools.forEach(pool -> values.add(pool.syncs(), "scrape_job", pool.scrapePool())));
    families.counters(
        "prometheus_target_sync_failed",
        "Targets that could not be made.",
        values ->
            pools.forEach(
                pool -> values.add(pool.failedTargets(), "scrape_job", pool.scrapePool())));
    families.summaries(
        "prometheus_target_sync_length_seconds",
        "How long it took to work out the targets of a job.",
        QUANTILES,
        durations ->
            pools.forEach(
                pool -> durations.add(pool.syncLengths(), "scrape_job", pool.scrapePool())));
    families.gauges(
        "prometheus_target_metadata_cache_entries",
        "Metric families with metadata.",
        values ->
            pools.forEach(
                pool -> values.add(pool.metadataEntries(), "scrape_job", pool.scrapePool())));
    families.gauges(
        "prometheus_target_metadata_cache_bytes",
        "Size of the metadata of metric families.",
        values ->
            pools.forEach(
                pool -> values.add(pool.metadataBytes(), "scrape_job", pool.scrapePool())));
  }

  private static void gaugePerPool(
      Families families,
      List<PoolStats> pools,
      String suffix,
      String help,
      Function<PoolStats, Number> value) {
    families.gauges(
        "prometheus_target_scrape_pool_" + suffix,
        help,
        values ->
            pools.forEach(pool -> values.add(value.apply(pool), "scrape_job", pool.scrapePool())));
  }
}

package dev.deucalion.server.adapter;

import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.TargetSource;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.DroppedTargets;
import dev.deucalion.scrape.ScrapeManager;
import dev.deucalion.scrape.TargetHealth;
import dev.deucalion.scrape.TargetSnapshot;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.units.PromDuration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the API tells of targets and of their metadata. */
public final class Targets implements TargetSource, MetadataSource {
  private final ScrapeManager scraping;

  private final Supplier<ServerConfig> config;

  /**
   * @param config the one in force
   */
  public Targets(ScrapeManager scraping, Supplier<ServerConfig> config) {
    this.scraping = scraping;
    this.config = config;
  }

  @Override
  public List<String> scrapePools() {
    return scraping.scrapePools();
  }

  @Override
  public List<ActiveTarget> activeTargets() {
    return scraping.activeTargets().stream().map(Targets::active).toList();
  }

  /** A target as the API tells of it. */
  public static ActiveTarget active(TargetSnapshot target) {
    return new ActiveTarget(
        target.discoveredLabels(),
        target.labels(),
        target.scrapePool(),
        target.scrapeUrl(),
        target.lastError(),
        target.lastScrapeMs() == 0 ? null : Instant.ofEpochMilli(target.lastScrapeMs()),
        Math.round(target.lastScrapeDurationSeconds() * 1e9),
        health(target.health()),
        PromDuration.format(target.scrapeIntervalMs()),
        PromDuration.format(target.scrapeTimeoutMs()));
  }

  private static Health health(TargetHealth health) {
    return switch (health) {
      case UNKNOWN -> Health.UNKNOWN;
      case UP -> Health.UP;
      case DOWN -> Health.DOWN;
    };
  }

  @Override
  public List<DroppedTarget> droppedTargets() {
    return scraping.droppedTargets().stream()
        .flatMap(dropped ->
            dropped.discoveredLabels().stream()
                .map(labels -> new DroppedTarget(labels, dropped.scrapePool())))
        .toList();
  }

  @Override
  public Map<String, Integer> droppedTargetCounts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (DroppedTargets dropped : scraping.droppedTargets()) {
      counts.put(dropped.scrapePool(), dropped.count());
    }
    return counts;
  }

  @Override
  public Optional<List<RelabelRule>> relabelRules(String scrapePool) {
    return config.get().scrapeJobs().stream()
        .filter(job -> job.jobName().equals(scrapePool))
        .map(ScrapeJobOptions::relabelRules)
        .findFirst();
  }

  @Override
  public Optional<String> scrapePoolConfig(String scrapePool) {
    return Optional.ofNullable(config.get().scrapeYaml().get(scrapePool));
  }

  @Override
  public List<TargetMetadata> targetMetadata() {
    return scraping.metadata().stream().map(Targets::metadata).toList();
  }

  /** What a target says of its metrics, as the API tells of it. */
  public static TargetMetadata metadata(dev.deucalion.scrape.TargetMetadata target) {
    return new TargetMetadata(
        target.labels(), target.metadata().stream().map(Targets::metadata).toList());
  }

  private static MetricMetadata metadata(dev.deucalion.scrape.ingest.MetricMetadata metric) {
    return new MetricMetadata(
        metric.metricFamily(), metric.type().text(), metric.help(), metric.unit());
  }
}

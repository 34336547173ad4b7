package dev.deucalion.testing.server;

import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.TargetSource;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.TargetSnapshot;
import dev.deucalion.server.adapter.Targets;
import dev.deucalion.testing.scrape.ScrapeBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API tells of the targets of an embedded Prometheus. */
final class EmbeddedTargets implements TargetSource, MetadataSource {
  private final ScrapeBook scrapes;

  EmbeddedTargets(ScrapeBook scrapes) {
    this.scrapes = scrapes;
  }

  @Override
  public List<String> scrapePools() {
    return scrapes.snapshots().stream().map(TargetSnapshot::scrapePool).distinct().toList();
  }

  @Override
  public List<ActiveTarget> activeTargets() {
    return scrapes.snapshots().stream().map(Targets::active).toList();
  }

  @Override
  public List<DroppedTarget> droppedTargets() {
    return List.of();
  }

  @Override
  public Map<String, Integer> droppedTargetCounts() {
    return Map.of();
  }

  @Override
  public Optional<List<RelabelRule>> relabelRules(String scrapePool) {
    return Optional.empty();
  }

  @Override
  public Optional<String> scrapePoolConfig(String scrapePool) {
    return Optional.empty();
  }

  @Override
  public List<TargetMetadata> targetMetadata() {
    return scrapes.metadata().stream().map(Targets::metadata).toList();
  }
}

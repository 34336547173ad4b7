package dev.deucalion.scrape.discovery.file;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;

/** Targets in files. */
public final class FileMechanism implements DiscoveryMechanism<FileDiscoveryOptions> {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public Class<FileDiscoveryOptions> optionsType() {
    return FileDiscoveryOptions.class;
  }

  @Override
  public void prepare(DiscoveryMetrics metrics) {
    FileMetrics.of(metrics);
  }

  @Override
  public Discoverer create(FileDiscoveryOptions options, DiscoveryContext context) {
    return new FileDiscoverer(options, context);
  }
}

package dev.deucalion.scrape.discovery.docker;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.RefreshingDiscoverer;

/** Containers of a Docker daemon. */
public final class DockerMechanism implements DiscoveryMechanism<DockerDiscoveryOptions> {
  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Class<DockerDiscoveryOptions> optionsType() {
    return DockerDiscoveryOptions.class;
  }

  @Override
  public Discoverer create(DockerDiscoveryOptions options, DiscoveryContext context)
      throws DiscoveryException {
    DockerApi api = DockerApi.of(options, context.http());
    return new RefreshingDiscoverer(
        name(), options.refreshIntervalMs(), new DockerRefresh(options, api), context);
  }
}

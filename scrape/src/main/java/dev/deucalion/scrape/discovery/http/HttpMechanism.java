package dev.deucalion.scrape.discovery.http;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.RefreshingDiscoverer;

/** Targets that a server answers with. */
public final class HttpMechanism implements DiscoveryMechanism<HttpDiscoveryOptions> {
  @Override
  public String name() {
    return "http";
  }

  @Override
  public Class<HttpDiscoveryOptions> optionsType() {
    return HttpDiscoveryOptions.class;
  }

  @Override
  public void prepare(DiscoveryMetrics metrics) {
    HttpRefresh.failures(metrics);
  }

  @Override
  public Discoverer create(HttpDiscoveryOptions options, DiscoveryContext context) {
    return new RefreshingDiscoverer(
        name(), options.refreshIntervalMs(), new HttpRefresh(options, context), context);
  }
}

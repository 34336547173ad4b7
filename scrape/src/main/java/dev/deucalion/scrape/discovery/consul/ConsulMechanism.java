package dev.deucalion.scrape.discovery.consul;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;

/** Services that Consul knows. */
public final class ConsulMechanism implements DiscoveryMechanism<ConsulDiscoveryOptions> {
  @Override
  public String name() {
    return "consul";
  }

  @Override
  public Class<ConsulDiscoveryOptions> optionsType() {
    return ConsulDiscoveryOptions.class;
  }

  @Override
  public void prepare(DiscoveryMetrics metrics) {
    ConsulApi.failures(metrics);
  }

  @Override
  public Discoverer create(ConsulDiscoveryOptions options, DiscoveryContext context)
      throws DiscoveryException {
    return new ConsulDiscoverer(options, context);
  }
}

package dev.deucalion.scrape.discovery.ec2;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.RefreshingDiscoverer;

/** Amazon's machines. */
public final class Ec2Mechanism implements DiscoveryMechanism<Ec2DiscoveryOptions> {
  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public Class<Ec2DiscoveryOptions> optionsType() {
    return Ec2DiscoveryOptions.class;
  }

  @Override
  public Discoverer create(Ec2DiscoveryOptions options, DiscoveryContext context) {
    return new RefreshingDiscoverer(
        name(), options.refreshIntervalMs(), new Ec2Refresh(options, context), context);
  }
}

package dev.deucalion.scrape.discovery;

import dev.deucalion.scrape.options.StaticGroup;

/** Targets written down in the configuration. */
public final class StaticMechanism implements DiscoveryMechanism<StaticGroup> {
  @Override
  public String name() {
    return "static";
  }

  @Override
  public Class<StaticGroup> optionsType() {
    return StaticGroup.class;
  }

  @Override
  public Discoverer create(StaticGroup options, DiscoveryContext context) {
    return new StaticDiscoverer(options);
  }
}

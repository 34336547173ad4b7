package dev.deucalion.scrape.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.StaticGroup;

/** Makes the discoverer for each kind of options. */
public final class Discoverers {
  private Discoverers() {}

  /** A discoverer that was not started yet. */
  public static Discoverer create(DiscoveryOptions options) {
    return switch (options) {
      case StaticGroup group -> new StaticDiscoverer(group);
    };
  }
}

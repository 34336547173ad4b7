package dev.deucalion.scrape;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.discovery.GroupParser;
import dev.deucalion.storage.Appendable;

/** Scraping as a server does it: over the network and by the system's time. */
final class NetworkScraping {
  private NetworkScraping() {}

  /** A manager without jobs. */
  static ScrapeManager into(Appendable store) {
    return into(store, ScrapeManagerOptions.defaults("Prometheus/3.0.0", "host"));
  }

  /** A manager without jobs. */
  static ScrapeManager into(Appendable store, ScrapeManagerOptions options) {
    return new ScrapeManager(
        store,
        Clock.SYSTEM,
        DiscoveryMechanisms.installed(),
        GroupParser.NONE,
        FailureLog.Opener.NONE,
        options);
  }
}

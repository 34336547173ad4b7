package dev.deucalion.scrape;

import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;
import java.util.Set;

/** Makes what gets a target's bodies; the place where tests put a network of their own. */
@FunctionalInterface
public interface FetcherFactory {
  /** Over HTTP. */
  FetcherFactory HTTP = overHttp(Set.of());

  /** Over HTTP, with what is switched on. */
  static FetcherFactory overHttp(Set<ScrapeFeature> features) {
    return ScrapeRequests.factory(features);
  }

  /**
   * Makes what gets the bodies of one target.
   *
   * @param connector of the target's job
   */
  Fetcher create(ScrapeJobOptions job, Target target, Connector connector);
}

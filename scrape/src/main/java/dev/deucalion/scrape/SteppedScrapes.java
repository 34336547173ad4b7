package dev.deucalion.scrape;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.ingest.StringPool;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.storage.Appendable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Scrapes that happen when their owner says so, on the owner's thread, without discovery and
 * without threads: for clocks that are turned by hand. What a scrape does is what {@link
 * ScrapeManager} does. One thread at a time.
 */
public final class SteppedScrapes {
  private final Services services;

  /**
   * Scrapes into a store.
   *
   * @param random seeds the hashes of series
   */
  public SteppedScrapes(
      Appendable store,
      Clock clock,
      HttpResources http,
      RandomGenerator random,
      ScrapeManagerOptions options) {
    this.services =
        new Services(
            store,
            clock,
            _ -> Waiting.SYSTEM,
            options,
            http,
            FetcherFactory.HTTP,
            new FailureLogs(FailureLog.Opener.NONE),
            new SeriesHash(random),
            new StringPool(),
            new Counters(),
            ConcurrentHashMap.newKeySet());
  }

  /** A target that is fetched over HTTP as its job says. */
  public SteppedTarget target(ScrapeJobOptions job, Target target) {
    Connector connector = new Connector(services.http(), job.http());
    return target(job, target, FetcherFactory.HTTP.create(job, target, connector));
  }

  /**
   * A target whose bodies come from elsewhere.
   *
   * @param fetcher closed with the target
   */
  public SteppedTarget target(ScrapeJobOptions job, Target target, Fetcher fetcher) {
    return new SteppedTarget(services, job, target, fetcher);
  }
}

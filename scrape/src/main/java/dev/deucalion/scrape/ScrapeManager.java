package dev.deucalion.scrape;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryManager;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.discovery.DiscoveryStats;
import dev.deucalion.scrape.discovery.GroupParser;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.ingest.StringPool;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.ScrapeOffset;
import dev.deucalion.storage.Appendable;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Scrapes the targets of all jobs into a store, from the first {@link #applyConfig} to {@link
 * #close}. Safe for many threads.
 */
public final class ScrapeManager implements AutoCloseable {
  private final Services services;
  private final DiscoveryContext surroundings;
  private final DiscoveryManager discovery;

  /** Guards changes; readers take the map as it is. */
  private final Object lock = new Object();

  private volatile Map<String, ScrapePool> pools = Map.of();
  private boolean closed;

  /**
   * A manager that scrapes over the network, by the system's time.
   *
   * @param yaml reads target groups in files
   * @param failureLogs opens what jobs name as {@code scrape_failure_log_file}
   */
  public ScrapeManager(
      Appendable store,
      Clock clock,
      DiscoveryMechanisms mechanisms,
      GroupParser yaml,
      FailureLog.Opener failureLogs,
      ScrapeManagerOptions options) {
    this(
        store,
        DiscoveryContext.of(
                clock,
                Waiting.SYSTEM,
                new HttpResources(
                    options.maxBodyBytes(), options.userAgent(), System.getenv(), Resolver.SYSTEM))
            .withEnvironment(System.getenv())
            .withYaml(yaml),
        new WakeUps(),
        mechanisms,
        FetcherFactory.overHttp(options.features()),
        failureLogs,
        new SecureRandom(),
        options);
  }

  /**
   * A manager with everything that surrounds it.
   *
   * @param surroundings the clock that tells when scrapes are due, and their timestamps, and a way
   *     to wait by it, which loops then use instead of a timer; the network; and what else
   *     discovery needs
   * @param random seeds the hashes of series
   */
  public ScrapeManager(
      Appendable store,
      DiscoveryContext surroundings,
      DiscoveryMechanisms mechanisms,
      FetcherFactory fetchers,
      FailureLog.Opener failureLogs,
      RandomGenerator random,
      ScrapeManagerOptions options) {
    this(
        store,
        surroundings,
        _ -> surroundings.waiting(),
        mechanisms,
        fetchers,
        failureLogs,
        random,
        options);
  }

  private ScrapeManager(
      Appendable store,
      DiscoveryContext surroundings,
      Waits waits,
      DiscoveryMechanisms mechanisms,
      FetcherFactory fetchers,
      FailureLog.Opener failureLogs,
      RandomGenerator random,
      ScrapeManagerOptions options) {
    this.services =
        new Services(
            store,
            surroundings.clock(),
            waits,
            options,
            surroundings.http(),
            fetchers,
            new FailureLogs(failureLogs),
            new SeriesHash(random),
            new StringPool(),
            new Counters(),
            ConcurrentHashMap.newKeySet());
    this.surroundings = surroundings;
    this.discovery = new DiscoveryManager("scrape", mechanisms, surroundings, this::update);
  }

  private void update(String job, List<TargetGroup> groups) {
    ScrapePool pool = pools.get(job);
    if (pool != null) {
      pool.update(groups);
    }
  }

  /**
   * Makes the jobs those of a configuration. A job whose options did not change goes on untouched;
   * of one that did, a target whose series stay the same keeps its caches. Jobs that are gone end
   * after the scrapes at hand, without stale markers.
   *
   * @throws IllegalArgumentException when two jobs have one name
   * @throws IllegalStateException when a log of failures cannot be opened; then nothing changes
   */
  public void applyConfig(GlobalScrapeOptions global, Collection<ScrapeJobOptions> jobs) {
    requireDistinct(jobs);
    long seed = ScrapeOffset.seed(services.options().hostname(), global.externalLabels());
    synchronized (lock) {
      if (closed) {
        return;
      }
      services.failures().apply(jobs);
      Map<String, ScrapePool> old = pools;
      Map<String, ScrapePool> next = new LinkedHashMap<>();
      Map<String, List<DiscoveryOptions>> wanted = new LinkedHashMap<>();
      for (ScrapeJobOptions job : jobs) {
        ScrapePool pool = old.get(job.jobName());
        if (pool == null) {
          pool = new ScrapePool(services, job, seed);
        } else if (!pool.job().equals(job)) {
          pool.reload(job, seed);
        }
        next.put(job.jobName(), pool);
        wanted.put(job.jobName(), job.discovery());
      }
      old.forEach((name, pool) -> {
        if (!next.containsKey(name)) {
          pool.stop();
        }
      });
      pools = next;
      discovery.apply(wanted);
    }
  }

  private static void requireDistinct(Collection<ScrapeJobOptions> jobs) {
    Set<String> names = new HashSet<>();
    for (ScrapeJobOptions job : jobs) {
      if (!names.add(job.jobName())) {
        throw new IllegalArgumentException(
            "found multiple scrape configs with job name \"" + job.jobName() + "\"");
      }
    }
  }

  /** Names of the jobs, as configured. */
  public List<String> scrapePools() {
    return List.copyOf(pools.keySet());
  }

  /** Targets that are scraped, those of a job in the order they were found. */
  public List<TargetSnapshot> activeTargets() {
    return pools.values().stream().flatMap(pool -> pool.activeTargets().stream()).toList();
  }

  /** Targets that relabeling dropped, for each job. */
  public List<DroppedTargets> droppedTargets() {
    return pools.values().stream().map(ScrapePool::droppedTargets).toList();
  }

  /** Metadata of each target that is scraped. */
  public List<TargetMetadata> metadata() {
    return pools.values().stream().flatMap(pool -> pool.metadata().stream()).toList();
  }

  /** Counts at this moment. */
  public ScrapeStats stats() {
    return services.counters().stats(pools.values().stream().map(ScrapePool::stats).toList());
  }

  /** What surrounds discovery, for others that find and call targets as this does. */
  public DiscoveryContext surroundings() {
    return surroundings;
  }

  /** Counts of discovery at this moment. */
  public DiscoveryStats discoveryStats() {
    return discovery.stats();
  }

  /**
   * Ends all scraping, running fetches included, and returns when nothing is written any more. No
   * stale markers: after a restart the series go on.
   */
  @Override
  public void close() {
    Collection<ScrapePool> ending;
    synchronized (lock) {
      closed = true;
      ending = pools.values();
    }
    discovery.close();
    ending.forEach(ScrapePool::stop);
    services.running().forEach(ScrapeLoop::abandon);
    try {
      for (ScrapeLoop loop : services.running()) {
        loop.awaitEnded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.waits().close();
    services.failures().close();
  }
}

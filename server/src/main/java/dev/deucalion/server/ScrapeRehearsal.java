package dev.deucalion.server;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.ScrapeManagerOptions;
import dev.deucalion.scrape.SteppedScrapes;
import dev.deucalion.scrape.SteppedTarget;
import dev.deucalion.scrape.TargetSnapshot;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.Body;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.scrape.target.TargetBuilder;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Scrapes a target of each format, without a network, into a store in memory of its own. For one
 * thread.
 */
final class ScrapeRehearsal implements Closeable {
  private static final long INTERVAL_MS = 15_000;
  private static final int MAX_BODY_BYTES = 1 << 20;

  /** Of hashes that nobody else sees. */
  private static final long SEED = 1;

  private final Tsdb store;
  private final List<SteppedTarget> targets = new ArrayList<>();
  private int generation;
  private int scrapes;

  private ScrapeRehearsal(Tsdb store) {
    this.store = store;
  }

  /** Makes store and targets. */
  static ScrapeRehearsal create() {
    SplittableRandom random = new SplittableRandom(SEED);
    ScrapeRehearsal rehearsal = new ScrapeRehearsal(Tsdb.inMemory(TsdbOptions.DEFAULTS, random));
    rehearsal.addTargets(random);
    return rehearsal;
  }

  private void addTargets(SplittableRandom random) {
    ScrapeManagerOptions options =
        ScrapeManagerOptions.defaults("rehearsal", "").withMaxBodyBytes(MAX_BODY_BYTES);
    SteppedScrapes stepped =
        new SteppedScrapes(
            store,
            this::nowMs,
            new HttpResources(
                MAX_BODY_BYTES, "rehearsal", Map.of(), Resolver.SYSTEM, this::nowMs, random),
            random,
            options);
    ScrapeJobOptions job = ScrapeJobOptions.builder("rehearsal").build();
    TargetBuilder builder = new TargetBuilder(job);
    for (RehearsalExposition.Format format : RehearsalExposition.Format.values()) {
      Labels address = Labels.of("__address__", format.name());
      Target target =
          builder
              .build(List.of(new TargetGroup("rehearsal", List.of(address), Labels.EMPTY)))
              .active()
              .getFirst();
      targets.add(stepped.target(job, target, new Exposer(format)));
    }
  }

  private long nowMs() {
    return scrapes * INTERVAL_MS;
  }

  /** Scrapes all targets; their series are new ones, and those of before end. */
  void scrapeNew() {
    generation++;
    scrapeAgain();
  }

  /** Scrapes all targets; their series are those of before. */
  void scrapeAgain() {
    scrapes++;
    for (SteppedTarget target : targets) {
      TargetSnapshot scraped = target.scrape(nowMs());
      if (!scraped.lastError().isEmpty()) {
        throw new IllegalStateException(scraped.scrapeUrl() + ": " + scraped.lastError());
      }
    }
  }

  /** Where the samples go. */
  Tsdb store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    targets.forEach(SteppedTarget::close);
    store.close();
  }

  /** A target in the same process. */
  private final class Exposer implements Fetcher {
    private final RehearsalExposition.Format format;

    Exposer(RehearsalExposition.Format format) {
      this.format = format;
    }

    @Override
    public String fetch(long timeoutMs, Body body) throws FetchException {
      byte[] shown = RehearsalExposition.body(format, generation, scrapes);
      body.append(shown, 0, shown.length);
      return format.contentType();
    }

    @Override
    public void close() {}
  }
}

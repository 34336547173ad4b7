package dev.deucalion.testing.scrape;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.ScrapeManagerOptions;
import dev.deucalion.scrape.SteppedScrapes;
import dev.deucalion.scrape.SteppedTarget;
import dev.deucalion.scrape.TargetMetadata;
import dev.deucalion.scrape.TargetSnapshot;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.scrape.target.TargetBuilder;
import dev.deucalion.scrape.target.TargetSet;
import dev.deucalion.storage.Appendable;
import dev.deucalion.testing.source.ExpositionSource;
import dev.deucalion.testing.source.SourceFetcher;
import dev.deucalion.testing.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * The targets of an embedded Prometheus, each scraped exactly at its intervals since the start of
 * the clock, without the offsets that spread a server's scrapes.
 */
public final class ScrapeBook implements AutoCloseable {
  private static final String USER_AGENT = "Deucalion-testing";

  private final Timeline timeline;
  private final SteppedScrapes scrapes;
  private final List<EmbeddedTarget> targets = new CopyOnWriteArrayList<>();
  private long lastEndMs = EmbeddedTarget.NEVER;

  /**
   * Scrapes into a store.
   *
   * @param random seeds hashes
   */
  public ScrapeBook(Appendable store, Timeline timeline, RandomGenerator random) {
    ScrapeManagerOptions options = ScrapeManagerOptions.defaults(USER_AGENT, "");
    this.timeline = timeline;
    this.scrapes =
        new SteppedScrapes(
            store,
            timeline,
            new HttpResources(
                options.maxBodyBytes(), USER_AGENT, Map.of(), Resolver.SYSTEM, timeline, random),
            random,
            options);
  }

  /**
   * Scrapes a target in the same process from its next interval on.
   *
   * @param labels before relabeling, {@code __address__} among them
   * @throws IllegalArgumentException when relabeling leaves no target, or one that is there already
   */
  public EmbeddedTarget add(ScrapeJobOptions job, Labels labels, ExpositionSource source) {
    return start(scrapes.target(job, target(job, labels), new SourceFetcher(source)));
  }

  /**
   * Scrapes a target over HTTP from its next interval on.
   *
   * @param labels before relabeling, {@code __address__} among them
   * @throws IllegalArgumentException when relabeling leaves no target, or one that is there already
   */
  public EmbeddedTarget add(ScrapeJobOptions job, Labels labels) {
    return start(scrapes.target(job, target(job, labels)));
  }

  private Target target(ScrapeJobOptions job, Labels labels) {
    TargetSet found =
        new TargetBuilder(job)
            .build(List.of(new TargetGroup("test", List.of(labels), Labels.EMPTY)));
    if (found.active().isEmpty()) {
      throw new IllegalArgumentException(
          "no target is left of " + labels + " after relabeling " + found.errors());
    }
    Target target = found.active().getFirst();
    for (EmbeddedTarget known : targets) {
      if (known.target().target().labels().equals(target.labels())) {
        throw new IllegalArgumentException(
            "there is a target already whose series have the labels " + target.labels());
      }
    }
    return target;
  }

  private EmbeddedTarget start(SteppedTarget stepped) {
    EmbeddedTarget added = new EmbeddedTarget(stepped, this);
    targets.add(added);
    timeline.every(
        stepped.target().intervalMs(),
        Timeline.Phase.SCRAPE,
        timeMs -> {
          if (!targets.contains(added)) {
            return false;
          }
          if (added.lastScrapeMs() < timeMs) {
            added.scrape(timeMs);
          }
          return true;
        });
    return added;
  }

  /**
   * Whether a target was scraped at this time, or one ended: samples of a scrape would be refused
   * where series have some, or their end, already.
   */
  public boolean hasWrittenAt(long timeMs) {
    return lastEndMs == timeMs
        || targets.stream().anyMatch(target -> target.lastScrapeMs() == timeMs);
  }

  /** Scrapes all targets. */
  public List<TargetSnapshot> scrapeAll(long timeMs) {
    return targets.stream().map(target -> target.scrape(timeMs)).toList();
  }

  /** How all targets stand. */
  public List<TargetSnapshot> snapshots() {
    return targets.stream().map(EmbeddedTarget::snapshot).toList();
  }

  /** What all targets say of their metrics. */
  public List<TargetMetadata> metadata() {
    return targets.stream().map(target -> target.target().metadata()).toList();
  }

  void remove(EmbeddedTarget target) {
    if (!targets.remove(target)) {
      return;
    }
    try {
      if (target.lastScrapeMs() == timeline.nowMs()) {
        timeline.advanceTo(timeline.nowMs() + 1);
      }
    } finally {
      lastEndMs = timeline.nowMs();
      target.target().end(timeline.nowMs());
      target.target().close();
    }
  }

  /** Lets go of all connections. */
  @Override
  public void close() {
    targets.forEach(target -> target.target().close());
  }
}

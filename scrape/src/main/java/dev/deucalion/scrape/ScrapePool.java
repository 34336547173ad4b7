package dev.deucalion.scrape;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.ingest.MetricMetadata;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.scrape.target.TargetBuilder;
import dev.deucalion.scrape.target.TargetSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job at work: it keeps a loop for each of its targets. Changes of targets come from the threads
 * of discovery and changes of options from a reload, one at a time under the pool's lock; snapshots
 * may be taken meanwhile.
 */
final class ScrapePool {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapePool.class);
  private static final TargetSet NO_TARGETS = new TargetSet(List.of(), List.of(), 0, List.of());

  private final Services services;
  private final DurationRecorder syncLengths = new DurationRecorder(System::nanoTime);

  /** Guards all below but for the volatile fields, which are written under it and read without. */
  private final Object lock = new Object();

  private List<TargetGroup> groups = List.of();
  private long offsetSeed;
  private Connector connector;

  /** Whether a loop that runs already is still right for its target. */
  private boolean keepLoops = true;

  /** Whether what a loop knows of its series is right for the one that takes over. */
  private boolean keepMemory = true;

  private boolean closed;

  private volatile ScrapeJobOptions job;
  private volatile Map<Target.Key, ScrapeLoop> loops = Map.of();
  private volatile TargetSet targets = NO_TARGETS;
  private final AtomicLong syncs = new AtomicLong();
  private final AtomicLong failedTargets = new AtomicLong();

  ScrapePool(Services services, ScrapeJobOptions job, long offsetSeed) {
    this.services = services;
    this.job = job;
    this.offsetSeed = offsetSeed;
    this.connector = new Connector(services.http(), job.http());
    services.counters().poolsCreated.increment();
  }

  ScrapeJobOptions job() {
    return job;
  }

  /** Takes over what discovery knows now, and scrapes it. */
  void update(List<TargetGroup> found) {
    synchronized (lock) {
      if (!closed) {
        groups = found;
        sync();
      }
    }
  }

  /**
   * Takes over other options; loops whose target and ways stay the same go on untouched. When the
   * options of discovery changed, the loops are seen to at the {@link #update} that follows, since
   * the targets known so far may not go with the other options.
   */
  void reload(ScrapeJobOptions changed, long changedSeed) {
    services.counters().poolReloads.increment();
    long startNanos = System.nanoTime();
    synchronized (lock) {
      ScrapeJobOptions old = job;
      offsetSeed = changedSeed;
      if (!changed.http().equals(old.http())) {
        connector = new Connector(services.http(), changed.http());
      }
      job = changed;
      keepLoops &= PoolChange.keepsLoops(old, changed);
      keepMemory &= PoolChange.keepsMemory(old, changed);
      if (changed.discovery().equals(old.discovery())) {
        sync();
      }
    }
    services
        .counters()
        .reloadLengths(changed.scrapeIntervalMs())
        .add(System.nanoTime() - startNanos);
  }

  /** Makes the loops those of the groups' targets. */
  private void sync() {
    long startNanos = System.nanoTime();
    TargetSet found = new TargetBuilder(job).build(groups);
    for (String error : found.errors()) {
      LOG.atError()
          .addKeyValue("scrape_pool", job.jobName())
          .addKeyValue("err", error)
          .log("Creating target failed");
    }
    failedTargets.addAndGet(found.errors().size());
    replaceLoops(found.active());
    keepLoops = true;
    keepMemory = true;
    targets = found;
    syncs.incrementAndGet();
    syncLengths.add(System.nanoTime() - startNanos);
  }

  private void replaceLoops(List<Target> active) {
    Map<Target.Key, ScrapeLoop> old = new LinkedHashMap<>(loops);
    Map<Target.Key, ScrapeLoop> kept = new LinkedHashMap<>();
    if (keepLoops) {
      for (Target target : active) {
        ScrapeLoop loop = old.remove(target.key());
        if (loop != null) {
          loop.discoveredLabels(target.discoveredLabels());
          kept.put(target.key(), loop);
        }
      }
    }
    String error = targetLimitError(active.size());
    Predecessors predecessors = new Predecessors(old.values());
    Map<Target.Key, ScrapeLoop> next = new LinkedHashMap<>();
    List<ScrapeLoop> fresh = new ArrayList<>();
    for (Target target : active) {
      ScrapeLoop loop = kept.get(target.key());
      if (loop == null) {
        ScrapeLoop predecessor = predecessors.take(target);
        loop =
            new ScrapeLoop(services, job, target, connector, offsetSeed, predecessor, keepMemory);
        fresh.add(loop);
      }
      loop.forcedError(error);
      next.put(target.key(), loop);
    }
    old.values().forEach(ScrapeLoop::requestStop);
    fresh.forEach(ScrapeLoop::start);
    loops = Collections.unmodifiableMap(next);
  }

  private @Nullable String targetLimitError(int count) {
    long limit = job.limits().targetLimit();
    if (limit == 0 || count <= limit) {
      return null;
    }
    services.counters().exceededTargetLimit.increment();
    return "target_limit exceeded (number of targets: " + count + ", limit: " + limit + ")";
  }

  /** Ends all loops after the scrapes at hand, without stale markers. */
  void stop() {
    synchronized (lock) {
      closed = true;
    }
    for (ScrapeLoop loop : loops.values()) {
      loop.keepSeries();
      loop.requestStop();
    }
  }

  List<TargetSnapshot> activeTargets() {
    List<TargetSnapshot> snapshots = new ArrayList<>();
    for (ScrapeLoop loop : loops.values()) {
      Target target = loop.target();
      ScrapeResult result = loop.result();
      snapshots.add(
          new TargetSnapshot(
              loop.discoveredLabels(),
              target.labels(),
              job.jobName(),
              target.url(),
              result.error(),
              result.startMs(),
              result.durationSeconds(),
              result.health(),
              target.intervalMs(),
              target.timeoutMs()));
    }
    return snapshots;
  }

  DroppedTargets droppedTargets() {
    TargetSet latest = targets;
    return new DroppedTargets(job.jobName(), latest.dropped(), latest.droppedCount());
  }

  List<TargetMetadata> metadata() {
    List<TargetMetadata> all = new ArrayList<>();
    for (ScrapeLoop loop : loops.values()) {
      all.add(
          new TargetMetadata(
              job.jobName(), loop.target().labels(), loop.memory().metadata().list()));
    }
    return all;
  }

  PoolStats stats() {
    int metadataEntries = 0;
    long metadataBytes = 0;
    for (ScrapeLoop loop : loops.values()) {
      for (MetricMetadata family : loop.memory().metadata().list()) {
        metadataEntries++;
        metadataBytes +=
            family.help().length() + family.unit().length() + family.type().text().length();
      }
    }
    return new PoolStats(
        job.jobName(),
        loops.size(),
        job.limits().targetLimit(),
        syncs.get(),
        failedTargets.get(),
        syncLengths.summary(),
        metadataEntries,
        metadataBytes);
  }
}

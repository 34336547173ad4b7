package dev.deucalion.scrape;

import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.ingest.TargetMemory;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.Target;

/** One target of {@link SteppedScrapes}. Its snapshots may be taken by any thread. */
public final class SteppedTarget implements AutoCloseable {
  private final ScrapeJobOptions job;
  private final Target target;
  private final TargetMemory memory;
  private final Fetcher fetcher;
  private final ScrapeTask task;
  private volatile ScrapeResult result = ScrapeResult.NONE;

  SteppedTarget(Services services, ScrapeJobOptions job, Target target, Fetcher fetcher) {
    this.job = job;
    this.target = target;
    this.fetcher = fetcher;
    this.memory = new TargetMemory(target.labels(), services.strings());
    this.task = new ScrapeTask(services, job, target, memory, fetcher);
  }

  /** The target. */
  public Target target() {
    return target;
  }

  /**
   * Scrapes once. A failure is in the snapshot, and {@code up} is 0.
   *
   * @param timeMs of the samples that say no other, milliseconds since the epoch
   */
  public TargetSnapshot scrape(long timeMs) {
    ScrapeResult latest = task.scrape(timeMs, null);
    if (latest != null) {
      result = latest;
    }
    return snapshot();
  }

  /** Ends all series of the target with stale markers, as when it is found no more. */
  public void end(long timeMs) {
    task.endTarget(timeMs);
  }

  /** How the target stands. */
  public TargetSnapshot snapshot() {
    ScrapeResult latest = result;
    return new TargetSnapshot(
        target.discoveredLabels(),
        target.labels(),
        job.jobName(),
        target.url(),
        latest.error(),
        latest.startMs(),
        latest.durationSeconds(),
        latest.health(),
        target.intervalMs(),
        target.timeoutMs());
  }

  /** What the target says of its metrics. */
  public TargetMetadata metadata() {
    return new TargetMetadata(job.jobName(), target.labels(), memory.metadata().list());
  }

  /** Lets go of the connection, without stale markers. */
  @Override
  public void close() {
    fetcher.close();
  }
}

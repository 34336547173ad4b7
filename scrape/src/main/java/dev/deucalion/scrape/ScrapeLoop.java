package dev.deucalion.scrape;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.Fetcher;
import dev.deucalion.scrape.ingest.TargetMemory;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.target.ScrapeOffset;
import dev.deucalion.scrape.target.Target;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one target again and again, on a virtual thread of its own.
 *
 * <p>It runs until {@link #requestStop}, finishing the scrape at hand. After that it may still
 * write the target's stale markers, when none of {@link #keepSeries} and {@link #abandon} was
 * called: at the time of the scrape that would have come next, but only after the one behind that
 * should have been done, so that the markers do not get in the way of a target that came back.
 */
final class ScrapeLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapeLoop.class);

  private final Services services;
  private final Target target;
  private final TargetMemory memory;
  private final Fetcher fetcher;
  private final ScrapeTask task;
  private final Schedule schedule;
  private final Thread thread;
  private final Waiting waiting;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable ScrapeLoop predecessor;

  private volatile Labels discoveredLabels;
  private volatile ScrapeResult result;
  private volatile @Nullable String forcedError;
  private volatile boolean stopping;
  private volatile boolean seriesKept;
  private volatile boolean abandoned;

  /**
   * @param predecessor the loop that scraped the target until now, told to stop by the caller; this
   *     one waits for its end
   * @param keepMemory whether this loop goes on with the predecessor's series
   */
  ScrapeLoop(
      Services services,
      ScrapeJobOptions job,
      Target target,
      Connector connector,
      long offsetSeed,
      @Nullable ScrapeLoop predecessor,
      boolean keepMemory) {
    this.services = services;
    this.target = target;
    this.predecessor = predecessor;
    this.discoveredLabels = target.discoveredLabels();
    if (predecessor != null && keepMemory) {
      predecessor.keepSeries();
      this.memory = predecessor.memory;
    } else {
      this.memory = new TargetMemory(target.labels(), services.strings());
    }
    this.result = predecessor == null ? ScrapeResult.NONE : predecessor.result;
    this.fetcher = services.fetchers().create(job, target, connector);
    this.task = new ScrapeTask(services, job, target, memory, fetcher);
    ScrapeManagerOptions options = services.options();
    this.schedule =
        new Schedule(
            target.intervalMs(),
            ScrapeOffset.offsetMs(target, offsetSeed),
            options.alignTimestamps() ? options.timestampToleranceMs() : -1,
            services.clock().nowMs());
    this.thread = Thread.ofVirtual().name("scrape " + target.url()).unstarted(this::run);
    this.waiting = services.waits().waitingOf(thread);
  }

  Target target() {
    return target;
  }

  TargetMemory memory() {
    return memory;
  }

  ScrapeResult result() {
    return result;
  }

  Labels discoveredLabels() {
    return discoveredLabels;
  }

  /** Takes over what discovery says now of a target that is otherwise the same. */
  void discoveredLabels(Labels labels) {
    discoveredLabels = labels;
  }

  /** Makes scrapes fail with this from now on; null lets them go on. */
  void forcedError(@Nullable String error) {
    forcedError = error;
  }

  void start() {
    services.running().add(this);
    thread.start();
  }

  /** Ends the loop after the scrape at hand. */
  void requestStop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  /** Waits for the last scrape. */
  void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  /** Waits until nothing is written any more. */
  void awaitEnded() throws InterruptedException {
    thread.join();
  }

  private void awaitPredecessor() throws InterruptedException {
    ScrapeLoop before = predecessor;
    if (before != null) {
      before.awaitStopped();
      result = before.result;
      predecessor = null;
    }
  }

  /** Writes no stale markers: another loop goes on with the series. */
  void keepSeries() {
    seriesKept = true;
    LockSupport.unpark(thread);
  }

  /** Ends the loop at once, a fetch included, and writes nothing more. */
  void abandon() {
    abandoned = true;
    requestStop();
    fetcher.close();
  }

  private void run() {
    try {
      if (scrapeUntilStopped()) {
        endSeries();
      }
    } finally {
      services.running().remove(this);
    }
  }

  /** Whether there was a scrape. */
  private boolean scrapeUntilStopped() {
    boolean scraped = false;
    try {
      awaitPredecessor();
      DurationRecorder lengths = services.counters().intervalLengths(target.intervalMs());
      long lastStartNanos = 0;
      while (awaitNext(false)) {
        long startNanos = System.nanoTime();
        if (scraped) {
          lengths.add(startNanos - lastStartNanos);
        }
        lastStartNanos = startNanos;
        scraped = true;
        scrapeOrGoWithout(schedule.take(services.clock().nowMs()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      fetcher.close();
      stopped.countDown();
    }
    return scraped;
  }

  /** A moment without memory costs the scrapes of that moment, not those after it. */
  private void scrapeOrGoWithout(long timeMs) {
    try {
      scrape(timeMs);
    } catch (OutOfMemoryError e) {
      result = ScrapeResult.OUT_OF_MEMORY;
    }
  }

  /** Neither an error of ours nor a fault of the disk in one scrape ends the target's scraping. */
  private void scrape(long timeMs) {
    try {
      ScrapeResult latest = task.scrape(timeMs, forcedError);
      if (latest != null) {
        result = latest;
      }
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      result = new ScrapeResult(TargetHealth.DOWN, "internal error: " + e, timeMs, 0);
      LOG.atError().setCause(e).addKeyValue("target", target.url()).log("Scrape failed");
    }
  }

  private void endSeries() {
    if (!awaitNext(true)) {
      return;
    }
    long staleMs = services.clock().nowMs();
    schedule.take(staleMs);
    if (!awaitNext(true)) {
      return;
    }
    long untilMs = services.clock().nowMs() + target.intervalMs() / 10;
    while (!isEnded(true) && services.clock().nowMs() < untilMs) {
      park(untilMs - services.clock().nowMs());
    }
    if (isEnded(true)) {
      return;
    }
    try {
      task.endTarget(staleMs);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).addKeyValue("target", target.url()).log("Stale append failed");
    }
  }

  /** Waits for the next moment of the schedule; false when it is not to be waited for any more. */
  private boolean awaitNext(boolean afterStop) {
    while (!isEnded(afterStop)) {
      long waitMs = schedule.untilNextMs(services.clock().nowMs());
      if (waitMs <= 0) {
        return true;
      }
      park(waitMs);
    }
    return false;
  }

  private boolean isEnded(boolean afterStop) {
    return afterStop ? seriesKept || abandoned : stopping;
  }

  private void park(long ms) {
    waiting.parkIfPossible(ms * 1_000_000);
  }
}

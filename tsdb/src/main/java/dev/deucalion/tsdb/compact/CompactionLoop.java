package dev.deucalion.tsdb.compact;

import dev.deucalion.model.time.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that does the upkeep of a store. It looks every second whether the head has become too
 * long, and at everything else in the interval that is set; after a failure it waits, longer each
 * time.
 */
final class CompactionLoop implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactionLoop.class);
  private static final long POLL_MS = 1000;
  private static final long MAX_BACKOFF_MS = 60_000;

  private final DiskUpkeep upkeep;
  private final Clock clock;
  private final long intervalMs;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /** When blocks were looked at last; this and the next are for the thread alone. */
  private long lookedAtMs;

  private long backoffMs;

  private CompactionLoop(DiskUpkeep upkeep, Clock clock, long intervalMs) {
    this.upkeep = upkeep;
    this.clock = clock;
    this.intervalMs = intervalMs;
    lookedAtMs = clock.nowMs();
    thread = Thread.ofPlatform().name("tsdb-compaction").daemon().unstarted(this::run);
  }

  /** Starts the thread. */
  static CompactionLoop start(DiskUpkeep upkeep, Clock clock, long intervalMs) {
    CompactionLoop loop = new CompactionLoop(upkeep, clock, intervalMs);
    loop.thread.start();
    return loop;
  }

  private void run() {
    try {
      while (!stop.await(Math.max(POLL_MS, backoffMs), TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException e) {
      // Nobody but the process' end interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  private void step() {
    try {
      upkeep.reclaim();
      boolean due = clock.nowMs() - lookedAtMs >= intervalMs;
      if (due) {
        lookedAtMs = clock.nowMs();
        upkeep.reload();
        upkeep.compactStale();
      }
      if (due || upkeep.isHeadDue()) {
        upkeep.compact();
      }
      backoffMs = 0;
    } catch (InterruptedIOException e) {
      LOG.debug("{}", e.getMessage());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      backoffMs = Math.clamp(backoffMs * 2, POLL_MS, MAX_BACKOFF_MS);
      LOG.error("compaction failed, and is tried again, backoff={}ms", backoffMs, e);
    }
  }

  /** Ends the thread, once it has given up what it does. */
  @Override
  public void close() {
    stop.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

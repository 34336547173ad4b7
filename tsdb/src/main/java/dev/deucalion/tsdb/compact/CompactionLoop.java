package dev.deucalion.tsdb.compact;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
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

  private final DueWork work;
  private final Clock clock;
  private final long intervalMs;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /** When blocks were looked at last; this and the next are for the thread alone. */
  private long lookedAtMs;

  private long backoffMs;

  CompactionLoop(DueWork work, Clock clock, long intervalMs) {
    this.work = work;
    this.clock = clock;
    this.intervalMs = intervalMs;
    lookedAtMs = clock.nowMs();
    thread = Thread.ofPlatform().name("tsdb-compaction").daemon().unstarted(this::run);
  }

  /** Starts the thread. */
  static CompactionLoop start(DueWork work, Clock clock, long intervalMs) {
    CompactionLoop loop = new CompactionLoop(work, clock, intervalMs);
    loop.thread.start();
    return loop;
  }

  private void run() {
    try {
      while (!stop.await(waitMs(), TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException e) {
      // Nobody but the process' end interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due, and after a failure everything once more. */
  void step() {
    long nextBackoffMs = Math.clamp(backoffMs * 2, POLL_MS, MAX_BACKOFF_MS);
    boolean due = backoffMs > 0 || clock.nowMs() - lookedAtMs >= intervalMs;
    boolean succeeded = tryTo(work::reclaim, nextBackoffMs);
    if (due) {
      lookedAtMs = clock.nowMs();
      succeeded &= tryTo(work::reload, nextBackoffMs);
      succeeded &= tryTo(work::compactStale, nextBackoffMs);
    }
    succeeded &= tryTo(() -> compact(due), nextBackoffMs);
    backoffMs = succeeded ? 0 : nextBackoffMs;
  }

  private void compact(boolean due) throws IOException {
    if (due || work.isHeadDue()) {
      work.compact();
    }
  }

  /** A part of the work, whose failure keeps no other part from being done. */
  private interface Part {
    void run() throws IOException;
  }

  /** Errors are failures, too: a fault in a mapped file is one, and the thread has to go on. */
  private static boolean tryTo(Part part, long nextBackoffMs) {
    try {
      part.run();
      return true;
    } catch (InterruptedIOException e) {
      LOG.debug("{}", e.getMessage());
      return true;
    } catch (IOException | RuntimeException | Error e) {
      tell(e, nextBackoffMs);
      return false;
    }
  }

  private static void tell(Throwable failure, long nextBackoffMs) {
    try {
      LOG.error("compaction failed, and is tried again, backoff={}ms", nextBackoffMs, failure);
    } catch (OutOfMemoryError e) {
      // To try again is worth more than this line.
    }
  }

  /** How long the thread waits for the next step; ms. */
  long waitMs() {
    return Math.max(POLL_MS, backoffMs);
  }

  /** Ends the thread, once it has given up what it does. */
  @Override
  public void close() {
    stop.countDown();
    Waiting.untilEnded(thread);
  }
}

package dev.deucalion.tsdb.agent;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Truncates now and then, in a thread of its own. */
final class TruncationSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(TruncationSchedule.class);

  /** A truncation. */
  @FunctionalInterface
  interface Truncation {
    void run() throws IOException;
  }

  private final long everyMs;
  private final Truncation truncation;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private TruncationSchedule(long everyMs, Truncation truncation) {
    this.everyMs = everyMs;
    this.truncation = truncation;
    thread = Thread.ofPlatform().daemon().name("agent-truncation").unstarted(this::run);
  }

  /**
   * Starts the thread.
   *
   * @param everyMs from the end of a truncation to the beginning of the next, at least 1
   */
  static TruncationSchedule start(long everyMs, Truncation truncation) {
    TruncationSchedule schedule = new TruncationSchedule(everyMs, truncation);
    schedule.thread.start();
    return schedule;
  }

  private void run() {
    try {
      while (!stop.await(everyMs, TimeUnit.MILLISECONDS)) {
        truncate();
      }
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
      Thread.currentThread().interrupt();
    }
  }

  private void truncate() {
    try {
      truncation.run();
    } catch (IOException | RuntimeException | Error e) {
      tell(e);
    }
  }

  private static void tell(Throwable failure) {
    try {
      LOG.warn("Cannot truncate the log, it is tried again later", failure);
    } catch (OutOfMemoryError e) {
      // To try again is worth more than this line.
    }
  }

  /** Ends the thread, after the truncation that may be running. */
  void stop() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.deucalion.server;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API, before an engine and a store of its own, what dashboards ask, soon after the start:
 * the JVM compiles what is hot in queries before the first person waits for one. Takes a small
 * share of one processor for some seconds, then nothing. Where no temporary file can be written,
 * nothing is warmed up.
 */
final class QueryWarmUp implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryWarmUp.class);

  /** The start itself comes first. */
  private static final long BEGIN_AFTER_MS = 5_000;

  private static final long PAUSE_MS = 15;
  private static final int ROUNDS = 25;
  private static final int STEP_SECONDS = 60;

  /** So small that several threads read the series of a query. */
  private static final int SMALL_STEP_SECONDS = 5;

  private static final int ROUNDS_PER_SMALL_STEP = 5;

  /** What each request does is then hot, and not only what some do with many samples. */
  private static final int SMALL_ROUNDS = 500;

  private static final long SMALL_PAUSE_MS = 5;
  private static final long STOP_WAIT_MS = 2_000;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private QueryWarmUp() {
    thread = Thread.ofPlatform().daemon().name("query-warm-up").unstarted(this::run);
  }

  /** Begins in a while, on a thread of its own. */
  static QueryWarmUp start() {
    QueryWarmUp warmUp = new QueryWarmUp();
    warmUp.thread.start();
    return warmUp;
  }

  private void run() {
    try {
      if (isStopped(BEGIN_AFTER_MS)) {
        return;
      }
      try (QueryRehearsal rehearsal = QueryRehearsal.create()) {
        ask(rehearsal);
      }
    } catch (IOException e) {
      LOG.debug("queries are not warmed up: {}", e.toString());
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
      Thread.currentThread().interrupt();
    }
  }

  private void ask(QueryRehearsal rehearsal) throws IOException, InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      int step = round % ROUNDS_PER_SMALL_STEP == 0 ? SMALL_STEP_SECONDS : STEP_SECONDS;
      for (String query : RehearsalData.QUERIES) {
        if (isStopped(PAUSE_MS)) {
          return;
        }
        rehearsal.ask(query, step);
      }
      rehearsal.lookUp();
    }
    for (int round = 1; round <= SMALL_ROUNDS; round++) {
      if (isStopped(SMALL_PAUSE_MS)) {
        return;
      }
      for (String query : RehearsalData.SMALL_QUERIES) {
        rehearsal.ask(query, STEP_SECONDS);
      }
      rehearsal.lookUp();
    }
  }

  private boolean isStopped(long withinMs) throws InterruptedException {
    return stop.await(withinMs, TimeUnit.MILLISECONDS);
  }

  /** Ends the thread, which takes its files along. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(STOP_WAIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

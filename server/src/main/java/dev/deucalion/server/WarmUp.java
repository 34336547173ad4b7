package dev.deucalion.server;

import dev.deucalion.server.config.ProgramMode;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does on its own, soon after the start, what others will want of the program: it scrapes, and asks
 * the API what dashboards ask, all with an engine and stores that nobody else knows. So the JVM
 * loads and compiles what that needs before the first target is late and the first person waits.
 * Takes a small share of one processor for some seconds, then nothing. Where no temporary file can
 * be written, or no port of the loopback interface listened on, queries are not warmed up.
 */
final class WarmUp implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** The first scrapes come at once, so there is little time. */
  private static final int SCRAPE_ROUNDS = 15;

  private static final long SCRAPE_PAUSE_MS = 3;
  private static final int SCRAPES_OF_A_SERIES = 4;

  /** Scrapes, and what else waits for the start, come first. */
  private static final long QUERIES_AFTER_MS = 2_000;

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

  private final ProgramMode mode;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private WarmUp(ProgramMode mode) {
    this.mode = mode;
    thread = Thread.ofPlatform().daemon().name("warm-up").unstarted(this::run);
  }

  /** Begins, on a thread of its own. */
  static WarmUp start(ProgramMode mode) {
    WarmUp warmUp = new WarmUp(mode);
    warmUp.thread.start();
    return warmUp;
  }

  private void run() {
    try {
      scrape();
      if (mode == ProgramMode.SERVER && !isStopped(QUERIES_AFTER_MS)) {
        query();
      }
    } catch (IOException | IllegalStateException e) {
      // Nothing but time is lost, as where there is no memory for it.
      LOG.debug("not all is warmed up: {}", e.toString());
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
      Thread.currentThread().interrupt();
    }
  }

  private void scrape() throws IOException, InterruptedException {
    try (ScrapeRehearsal rehearsal = ScrapeRehearsal.create()) {
      for (int round = 0; round < SCRAPE_ROUNDS && !isStopped(SCRAPE_PAUSE_MS); round++) {
        rehearsal.scrapeNew();
        for (int again = 1; again < SCRAPES_OF_A_SERIES; again++) {
          rehearsal.scrapeAgain();
        }
      }
    }
  }

  private void query() throws IOException, InterruptedException {
    try (QueryRehearsal rehearsal = QueryRehearsal.create()) {
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
        List<String> others = RehearsalData.OTHER_SMALL_QUERIES;
        rehearsal.ask(others.get(round % others.size()), STEP_SECONDS);
        rehearsal.lookUp();
      }
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

package dev.deucalion.http.netty;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which handlers run. They are threads of the platform: handlers compute for long,
 * and a virtual thread that computes holds back the scrapes, which live on virtual ones.
 */
final class RequestThreads implements AutoCloseable {
  /** Longer than dashboards wait before they ask again. */
  private static final long IDLE_SECONDS = 90;

  private final int max;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;

  /**
   * @param max how many requests run at a time; others wait for one of them to end
   */
  RequestThreads(int max) {
    this.max = max;
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            this::newThread);
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "request-" + made.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  void execute(Runnable request) {
    waiting.add(request);
    while (!waiting.isEmpty() && begin()) {
      Runnable next = waiting.poll();
      if (next == null) {
        running.decrementAndGet();
      } else {
        threads.execute(() -> runAll(next));
        return;
      }
    }
  }

  private boolean begin() {
    if (running.incrementAndGet() <= max) {
      return true;
    }
    running.decrementAndGet();
    return false;
  }

  /** Runs one request, then those that wait. */
  private void runAll(Runnable first) {
    boolean released = false;
    try {
      for (Runnable request = first; request != null; request = next()) {
        request.run();
        // An interrupt was meant for the request that has ended.
        Thread.interrupted();
      }
      released = true;
    } finally {
      if (!released) {
        running.decrementAndGet();
      }
    }
  }

  /** A request that waits; null when there is none, and then the place of this thread is free. */
  private @Nullable Runnable next() {
    Runnable request = waiting.poll();
    while (request == null) {
      running.decrementAndGet();
      // One may have come meanwhile that saw all places taken.
      if (waiting.isEmpty() || !begin()) {
        return null;
      }
      request = waiting.poll();
    }
    return request;
  }

  /** Takes no more requests, and interrupts those that are being answered. */
  @Override
  public void close() {
    waiting.clear();
    threads.shutdownNow();
  }
}

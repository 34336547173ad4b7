package dev.deucalion.http.netty;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which handlers run. They are threads of the platform: handlers compute for long,
 * and a virtual thread that computes holds back the scrapes, which live on virtual ones.
 */
final class RequestThreads implements AutoCloseable {
  /** Longer than dashboards wait before they ask again. */
  private static final long IDLE_SECONDS = 90;

  private final AtomicInteger made = new AtomicInteger();
  private final ExecutorService threads;

  /** There are never more threads than requests, and so than connections. */
  RequestThreads() {
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
    threads.execute(request);
  }

  /** Takes no more requests, and interrupts those that are being answered. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package dev.deucalion.http;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread for what requests want done but do not wait for, one task after the other. It is there
 * only while there is something to do. It is a thread of the platform, as those of requests are:
 * tasks compute for long.
 */
final class BackgroundThread implements Executor, AutoCloseable {
  private static final long IDLE_SECONDS = 10;
  private static final long STOP_LIMIT_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  BackgroundThread(String name) {
    this.threads =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * @throws RejectedExecutionException when it is closed
   */
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Interrupts the task at hand and waits for its end, for some seconds; others never run. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      var _ = threads.awaitTermination(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

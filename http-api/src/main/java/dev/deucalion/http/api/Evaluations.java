package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.promql.engine.QueryException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what takes the processor for long on platform threads, a bounded number at a time. Scrapes
 * and requests live on virtual threads, which are not preempted: one that computes would hold back
 * the others. A client's going away interrupts its evaluation.
 */
public final class Evaluations implements AutoCloseable {
  private static final long IDLE_SECONDS = 5;

  private final Semaphore permits;
  private final ExecutorService threads;

  /**
   * @param max how many run at a time
   */
  public Evaluations(int max) {
    this.permits = new Semaphore(max, true);
    AtomicInteger number = new AtomicInteger();
    // The semaphore bounds the number of threads; an idle one is used again before one is made.
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "evaluation-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the task and waits for its value.
   *
   * @throws QueryException of kind CANCELED when the client went away or the server stops
   */
  public <T> T run(Exchange exchange, Callable<T> task) {
    Thread waiter = Thread.currentThread();
    try {
      permits.acquire();
      Future<T> future = submit(task);
      exchange.onDisconnect(() -> future.cancel(true));
      return future.get();
    } catch (InterruptedException e) {
      waiter.interrupt();
      throw canceled();
    } catch (CancellationException e) {
      throw canceled();
    } catch (ExecutionException e) {
      throw unwrap(e);
    }
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> Future<T> submit(Callable<T> task) {
    boolean submitted = false;
    try {
      FutureTask<T> future = new FutureTask<>(task);
      threads.execute(() -> {
        try {
          future.run();
        } finally {
          permits.release();
        }
      });
      submitted = true;
      return future;
    } finally {
      if (!submitted) {
        permits.release();
      }
    }
  }

  private static QueryException canceled() {
    return new QueryException(
        QueryException.Kind.CANCELED, "query was canceled in query execution");
  }

  private static RuntimeException unwrap(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error cause -> throw cause;
      case null -> new IllegalStateException(e);
      default -> new IllegalStateException(e.getCause());
    };
  }
}

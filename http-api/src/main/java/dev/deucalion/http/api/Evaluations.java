package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EvaluatingThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many requests compute at a time. What is computed runs on the thread of its request,
 * which is interrupted when the client goes away.
 */
public final class Evaluations implements AutoCloseable {
  private final Semaphore permits;
  private final EvaluatingThreads threads = new EvaluatingThreads();

  /**
   * @param max how many run at a time
   */
  public Evaluations(int max) {
    this.permits = new Semaphore(max, true);
  }

  /**
   * Waits for a permit and runs the task on this thread.
   *
   * @throws QueryException of kind CANCELED when the client went away or the server stops
   * @throws IllegalStateException whose cause is a checked exception of the task
   */
  public <T> T run(Exchange exchange, Callable<T> task) {
    EvaluatingThreads.Evaluation evaluation = threads.begin();
    try {
      exchange.onDisconnect(evaluation::cancel);
      T value = permitted(task);
      if (evaluation.end()) {
        throw canceled();
      }
      return value;
    } catch (RuntimeException e) {
      throw evaluation.end() ? canceled() : e;
    } finally {
      evaluation.end();
    }
  }

  private <T> T permitted(Callable<T> task) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw canceled();
    }
    try {
      return task.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      permits.release();
    }
  }

  /** Interrupts what runs or waits. */
  @Override
  public void close() {
    threads.close();
  }

  private static QueryException canceled() {
    return new QueryException(
        QueryException.Kind.CANCELED, "query was canceled in query execution");
  }
}

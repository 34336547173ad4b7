package dev.deucalion.promql.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives deeply nested expressions the stack that their evaluation needs: operators call one another
 * as deep as the expression is. Nearly all queries run on the thread of their caller.
 */
final class DeepStack {
  /** What the stack of any thread has room for. */
  private static final int SHALLOW_DEPTH = 600;

  private static final long STACK_BYTES_PER_LEVEL = 4096;

  private DeepStack() {}

  /**
   * Calls on this thread, or waits for a thread of its own with more stack. An interrupt of this
   * thread is passed on.
   *
   * @param depth of the expression
   * @throws QueryException when the stack was too small in spite of all
   */
  static QueryResult call(int depth, Supplier<QueryResult> query) {
    return depth <= SHALLOW_DEPTH ? checked(query) : onOwnThread(depth, query);
  }

  private static QueryResult checked(Supplier<QueryResult> query) {
    try {
      return query.get();
    } catch (StackOverflowError e) {
      throw new QueryException(
          QueryException.Kind.EXECUTION, "query is nested too deeply to be evaluated");
    }
  }

  private static QueryResult onOwnThread(int depth, Supplier<QueryResult> query) {
    FutureTask<QueryResult> task = new FutureTask<>(() -> checked(query));
    Thread thread = new Thread(null, task, "promql-deep", depth * STACK_BYTES_PER_LEVEL);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result(task);
  }

  private static QueryResult result(FutureTask<QueryResult> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(QueryException.Kind.CANCELED, "query was canceled");
    }
  }

  private static RuntimeException unwrapped(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(cause);
    };
  }
}

package dev.deucalion.promql.parser;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Gives deeply nested expressions the stack that they need: parser and operators call one another
 * as deep as the expression is. Nearly all queries run on the thread of their caller.
 */
public final class DeepStack {
  /** What the stack of any thread has room for. */
  private static final int SHALLOW_DEPTH = 60;

  private static final long STACK_BYTES = 1 << 20;
  private static final long STACK_BYTES_PER_LEVEL = 8192;

  private DeepStack() {}

  /**
   * Calls on this thread, or waits for a thread of its own with more stack. An interrupt of this
   * thread is passed on.
   *
   * @param depth of the expression
   */
  public static <T> T call(int depth, Supplier<T> task) {
    if (depth <= SHALLOW_DEPTH) {
      return task.get();
    }
    FutureTask<T> future = new FutureTask<>(task::get);
    runOnOwnThread(depth, future);
    if (future.state() == Future.State.SUCCESS) {
      return future.resultNow();
    }
    switch (future.exceptionNow()) {
      case RuntimeException failure -> throw failure;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  private static void runOnOwnThread(int depth, FutureTask<?> task) {
    long stackBytes = STACK_BYTES + depth * STACK_BYTES_PER_LEVEL;
    Thread thread = new Thread(null, task, "promql-deep", stackBytes);
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
  }
}

package dev.deucalion.promql.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Threads that evaluate queries for somebody who may want them to end: one of them, or all. A
 * thread is interrupted only while it evaluates, so that no interrupt meets what it does later: one
 * that meets a write closes the file that is written. Safe for many threads.
 */
public final class EvaluatingThreads implements AutoCloseable {
  private final Set<Evaluation> evaluations = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Begins an evaluation on this thread, which is canceled at once when all are to end. */
  public Evaluation begin() {
    Evaluation evaluation = new Evaluation(Thread.currentThread());
    evaluations.add(evaluation);
    if (closed) {
      evaluation.cancel();
    }
    return evaluation;
  }

  /** Cancels what is evaluated, and what begins from now on. */
  @Override
  public void close() {
    closed = true;
    evaluations.forEach(Evaluation::cancel);
  }

  /** What one thread evaluates. */
  public final class Evaluation {
    private final Thread thread;
    private boolean canceled;
    private boolean ended;

    private Evaluation(Thread thread) {
      this.thread = thread;
    }

    /** Interrupts the thread, unless the evaluation has ended. */
    public synchronized void cancel() {
      if (!ended) {
        canceled = true;
        thread.interrupt();
      }
    }

    /** Whether the query is to end. */
    public synchronized boolean isCanceled() {
      return canceled;
    }

    /**
     * From now on nothing interrupts; called by the thread itself, once or more.
     *
     * @return whether it was canceled
     */
    public synchronized boolean end() {
      evaluations.remove(this);
      if (canceled && !ended) {
        Thread.interrupted();
      }
      ended = true;
      return canceled;
    }
  }
}

package dev.deucalion.http.receive;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A bounded number of workers, made when they are needed first: what requests hold in memory while
 * they are unpacked does not grow with the number of clients. Safe for use by many threads.
 */
final class WriteWorkers {
  private final Semaphore permits;
  private final Supplier<WriteWorker> factory;
  private final ArrayDeque<WriteWorker> idle = new ArrayDeque<>();

  /**
   * @param max how many work at a time
   */
  WriteWorkers(int max, Supplier<WriteWorker> factory) {
    permits = new Semaphore(max, true);
    this.factory = factory;
  }

  /** A worker of the caller's own until {@link #giveBack}; waits for one. */
  WriteWorker take() throws InterruptedException {
    permits.acquire();
    synchronized (idle) {
      WriteWorker worker = idle.pollLast();
      return worker == null ? factory.get() : worker;
    }
  }

  void giveBack(WriteWorker worker) {
    worker.trim();
    synchronized (idle) {
      idle.addLast(worker);
    }
    permits.release();
  }
}

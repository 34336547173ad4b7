package dev.deucalion.model.time;

import java.util.concurrent.locks.LockSupport;

/** Lets a thread wait, so that tests can turn the time it waits for. */
@FunctionalInterface
public interface Waiting {
  /** Waits by the system's time. */
  Waiting SYSTEM = LockSupport::parkNanos;

  /**
   * Blocks the calling thread until the time is over, the thread is unparked, or for no reason; as
   * {@link LockSupport#parkNanos} does.
   */
  void park(long nanos);

  /**
   * As {@link #park}; where there is no memory to wait, it returns at once, as for no reason. For
   * threads whose work has to go on then.
   */
  default void parkIfPossible(long nanos) {
    try {
      park(nanos);
    } catch (OutOfMemoryError e) {
      Thread.onSpinWait();
    }
  }

  /** Waits until a thread has ended. An interrupt changes nothing, but the caller keeps it. */
  static void untilEnded(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.deucalion.server.remote.queue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells all threads of a queue, once, that they are to end. */
final class StopSignal {
  private final CountDownLatch latch = new CountDownLatch(1);

  void set() {
    latch.countDown();
  }

  boolean isSet() {
    return latch.getCount() == 0;
  }

  /**
   * Waits until it is set, or for a time; without memory to wait, not at all.
   *
   * @return whether it is set
   */
  boolean await(long timeoutMs) {
    try {
      return latch.await(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody else knows the threads of a queue; to be woken is to be told to end.
      Thread.currentThread().interrupt();
      return true;
    } catch (OutOfMemoryError e) {
      Thread.onSpinWait(); // callers go on, and wait again
      return isSet();
    }
  }
}

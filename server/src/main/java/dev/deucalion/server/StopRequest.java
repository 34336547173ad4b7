package dev.deucalion.server;

import java.util.ArrayList;
import java.util.List;

/** Whether somebody wants the program to end. Safe for many threads. */
final class StopRequest {
  private final List<Runnable> hurries = new ArrayList<>();
  private boolean made;

  /** Asks for the end; asking again changes nothing. */
  synchronized void make() {
    if (!made) {
      made = true;
      hurries.forEach(Runnable::run);
      notifyAll();
    }
  }

  /**
   * Has something done as soon as the end is asked for, at once if it was already.
   *
   * @param hurry ends what would keep the program from ending; short
   */
  synchronized void onMade(Runnable hurry) {
    hurries.add(hurry);
    if (made) {
      hurry.run();
    }
  }

  /** Waits until the end is asked for. */
  synchronized void await() throws InterruptedException {
    while (!made) {
      wait();
    }
  }
}

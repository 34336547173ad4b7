package dev.deucalion.scrape;

import dev.deucalion.model.time.Waiting;

/** How the threads of loops wait for their moments. Safe for many threads. */
@FunctionalInterface
interface Waits extends AutoCloseable {
  /** A way to wait, for this thread alone. */
  Waiting waitingOf(Thread thread);

  /** To be called when nobody is about to wait any more. */
  @Override
  default void close() {}
}

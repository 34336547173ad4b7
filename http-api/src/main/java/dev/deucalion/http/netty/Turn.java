package dev.deucalion.http.netty;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The time from a request to the end of its answer. The thread of the request may end it without
 * waking the event loop, which finds that out when it has something to do for the connection. Where
 * the event loop comes first, it is told.
 */
final class Turn {
  private enum State {
    ANSWERING,
    /** The event loop waits to be told of the end. */
    AWAITED,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.ANSWERING);
  private volatile @Nullable NettyExchange exchange;
  private volatile long endNanos;

  /** Who answers; null before that is known, and behind the end, so that nothing is kept. */
  @Nullable NettyExchange exchange() {
    return exchange;
  }

  void answeredBy(NettyExchange answering) {
    exchange = answering;
  }

  /**
   * Ends it; by the thread of the request.
   *
   * @param nowNanos as {@link System#nanoTime}
   * @return false where the event loop must be told
   */
  boolean end(long nowNanos) {
    endNanos = nowNanos;
    if (!state.compareAndSet(State.ANSWERING, State.ENDED)) {
      return false;
    }
    exchange = null;
    return true;
  }

  /** Whether it has ended; if not, the event loop will be told. By the event loop. */
  boolean hasEndedOrTells() {
    return !state.compareAndSet(State.ANSWERING, State.AWAITED) && state.get() == State.ENDED;
  }

  /** When it ended, as {@link System#nanoTime}. */
  long endNanos() {
    return endNanos;
  }
}

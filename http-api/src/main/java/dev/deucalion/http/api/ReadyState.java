package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Handler;

/**
 * Whether the program serves. Written by whoever starts and stops it, read by all requests.
 *
 * <p>Before it is ready and while it stops, wrapped handlers are not called: clients get 503.
 */
public final class ReadyState {
  private enum State {
    STARTING,
    READY,
    STOPPING
  }

  private volatile State state = State.STARTING;

  public void setReady() {
    state = State.READY;
  }

  public void setStopping() {
    state = State.STOPPING;
  }

  public boolean isReady() {
    return state == State.READY;
  }

  /** A handler that is called only while the program is ready. */
  public Handler wrap(Handler handler) {
    return exchange -> {
      State now = state;
      if (now == State.READY) {
        handler.handle(exchange);
      } else {
        exchange.header("X-Prometheus-Stopping", Boolean.toString(now == State.STOPPING));
        exchange.text(503, "Service Unavailable");
      }
    };
  }
}

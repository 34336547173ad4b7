package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.Lifecycle;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code /-/reload} and {@code /-/quit}. */
public final class LifecycleEndpoints {
  private final Lifecycle lifecycle;
  private final AtomicBoolean quitting = new AtomicBoolean();

  public LifecycleEndpoints(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  public void reload(Exchange exchange) throws IOException {
    String error = lifecycle.reload();
    if (error != null) {
      exchange.error(500, "failed to reload config: " + error);
    }
  }

  public void quit(Exchange exchange) throws IOException {
    if (quitting.compareAndSet(false, true)) {
      exchange.text(200, "Requesting termination... Goodbye!");
      lifecycle.quit();
    } else {
      exchange.text(200, "Termination already in progress.");
    }
  }

  public void disabled(Exchange exchange) throws IOException {
    exchange.text(403, "Lifecycle API is not enabled.");
  }

  public void wrongMethod(Exchange exchange) throws IOException {
    exchange.text(405, "Only POST or PUT requests allowed");
  }
}

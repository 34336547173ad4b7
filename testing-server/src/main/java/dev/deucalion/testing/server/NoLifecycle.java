package dev.deucalion.testing.server;

import dev.deucalion.http.source.Lifecycle;
import org.jspecify.annotations.Nullable;

/** The test says what is configured and when it ends; its API is switched off. */
final class NoLifecycle implements Lifecycle {
  @Override
  public @Nullable String reload() {
    return "an embedded Prometheus has no configuration file";
  }

  @Override
  public void quit() {}
}

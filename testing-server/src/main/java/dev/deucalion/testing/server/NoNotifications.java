package dev.deucalion.testing.server;

import dev.deucalion.http.source.NotificationSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** There is nobody who looks after an embedded Prometheus, and nothing to tell them. */
final class NoNotifications implements NotificationSource {
  @Override
  public List<Notification> notifications() {
    return List.of();
  }

  @Override
  public @Nullable Subscription subscribe() {
    return null;
  }
}

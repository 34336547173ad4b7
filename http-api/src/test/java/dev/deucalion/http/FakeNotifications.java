package dev.deucalion.http;

import dev.deucalion.http.source.NotificationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** News that a test sets, for one subscriber. */
final class FakeNotifications implements NotificationSource {
  final List<Notification> all = new ArrayList<>();
  final BlockingQueue<Optional<Notification>> news = new LinkedBlockingQueue<>();
  final CountDownLatch closed = new CountDownLatch(1);
  boolean isFull;

  @Override
  public List<Notification> notifications() {
    return all;
  }

  @Override
  public @Nullable Subscription subscribe() {
    return isFull ? null : new FakeSubscription();
  }

  private final class FakeSubscription implements Subscription {
    @Override
    public @Nullable Notification next() throws InterruptedException {
      return news.take().orElse(null);
    }

    @Override
    public void close() {
      closed.countDown();
      news.add(Optional.empty());
    }
  }
}

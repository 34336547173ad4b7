package dev.deucalion.server.notice;

import dev.deucalion.http.source.NotificationSource.Notification;
import dev.deucalion.http.source.NotificationSource.Subscription;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The news that wait for one subscriber. */
final class Subscriber implements Subscription {
  private static final int MAX_WAITING = 10;

  private final Consumer<Subscriber> whenClosed;
  private final Queue<Notification> waiting = new ArrayDeque<>();
  private boolean closed;

  Subscriber(Consumer<Subscriber> whenClosed) {
    this.whenClosed = whenClosed;
  }

  /** Adds news; false when too many wait already. */
  synchronized boolean offer(Notification news) {
    if (waiting.size() == MAX_WAITING) {
      return false;
    }
    waiting.add(news);
    notifyAll();
    return true;
  }

  @Override
  public synchronized @Nullable Notification next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    return waiting.poll();
  }

  @Override
  public void close() {
    whenClosed.accept(this);
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}

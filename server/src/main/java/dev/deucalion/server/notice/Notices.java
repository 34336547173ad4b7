package dev.deucalion.server.notice;

import dev.deucalion.http.source.NotificationSource;
import dev.deucalion.model.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to know now. Safe for many threads; telling it never waits for a subscriber. */
public final class Notices implements NotificationSource, AutoCloseable {
  private final Clock clock;
  private final int maxSubscribers;
  private final Map<Notice, Notification> active = new LinkedHashMap<>();
  private final Set<Subscriber> subscribers = new LinkedHashSet<>();
  private long sent;
  private long dropped;
  private boolean closed;

  /**
   * What is counted.
   *
   * @param subscribers now
   * @param sent counter of news, each once for each subscriber
   * @param dropped counter of those that a subscriber was too slow for
   */
  public record Stats(int subscribers, long sent, long dropped) {}

  /**
   * There is nothing to know yet.
   *
   * @param maxSubscribers how many there may be at a time
   */
  public Notices(Clock clock, int maxSubscribers) {
    this.clock = clock;
    this.maxSubscribers = maxSubscribers;
  }

  /** Says that something holds now, or still. */
  public synchronized void add(Notice notice) {
    Notification now = new Notification(notice.text(), Instant.ofEpochMilli(clock.nowMs()), true);
    active.put(notice, now);
    tell(now);
  }

  /** Says that something holds no longer, if it did. */
  public synchronized void remove(Notice notice) {
    Notification before = active.remove(notice);
    if (before != null) {
      tell(new Notification(before.text(), before.date(), false));
    }
  }

  /** Says whether something holds. */
  public void set(Notice notice, boolean holds) {
    if (holds) {
      add(notice);
    } else {
      remove(notice);
    }
  }

  private void tell(Notification news) {
    for (Subscriber subscriber : subscribers) {
      sent++;
      if (!subscriber.offer(news)) {
        dropped++;
      }
    }
  }

  @Override
  public synchronized List<Notification> notifications() {
    return new ArrayList<>(active.values());
  }

  @Override
  public synchronized @Nullable Subscription subscribe() {
    if (closed || subscribers.size() >= maxSubscribers) {
      return null;
    }
    Subscriber subscriber = new Subscriber(this::forget);
    active.values().forEach(subscriber::offer);
    subscribers.add(subscriber);
    return subscriber;
  }

  private synchronized void forget(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /** Counters and gauges now. */
  public synchronized Stats stats() {
    return new Stats(subscribers.size(), sent, dropped);
  }

  /** Ends all subscriptions, once their subscribers have taken what waits for them. */
  @Override
  public void close() {
    List<Subscriber> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(subscribers);
    }
    all.forEach(Subscriber::close);
  }
}

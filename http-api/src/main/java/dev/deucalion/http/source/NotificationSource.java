package dev.deucalion.http.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people who look after the program should know now. For any thread. */
public interface NotificationSource {
  /**
   * One thing to know.
   *
   * @param text what is told, and what tells one notification from another
   * @param date since when it holds, or when it was said last
   * @param active false for the news that it holds no longer
   */
  record Notification(String text, Instant date, boolean active) {}

  /** All that holds now, in the order in which it came to be. */
  List<Notification> notifications();

  /** Tells what holds now and from now on, or null when there are too many subscribers. */
  @Nullable Subscription subscribe();

  /** News for one subscriber. One that is slow to take them misses some. */
  interface Subscription extends AutoCloseable {
    /**
     * Waits for the next news, for one thread.
     *
     * @return null when there are no more: the subscription or the source was closed
     */
    @Nullable Notification next() throws InterruptedException;

    /** Ends the subscription, from any thread; closing twice does no harm. */
    @Override
    void close();
  }
}

package dev.deucalion.scrape.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection when its deadline passes while a request is sent. Writes to a socket know no
 * timeout: a server that takes connections and reads nothing would hold the sender for ever.
 */
final class SendWatch implements AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);

  private SendWatch() {}

  /**
   * Watches over what is sent from now on, until it is closed.
   *
   * @param deadlineNanos of {@link System#nanoTime}
   */
  static SendWatch over(Connection connection, long deadlineNanos) {
    SendWatch watch = new SendWatch();
    Thread.ofVirtual()
        .name("send deadline")
        .start(() -> {
          if (!watch.isOverAt(deadlineNanos)) {
            connection.close();
          }
        });
    return watch;
  }

  private boolean isOverAt(long deadlineNanos) {
    try {
      return over.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The request is on its way. */
  @Override
  public void close() {
    over.countDown();
  }
}

package dev.deucalion.rules.notify;

import dev.deucalion.model.time.Waiting;
import dev.deucalion.rules.alert.Alert;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in a {@link Mailbox}, from a virtual thread of its own. A batch that the
 * Alertmanager cannot take now goes back into the queue and is tried again, less and less often; so
 * what the queue can hold outlives an outage.
 */
final class SendLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

  /** How a loop is to go on. */
  private enum Wish {
    RUN,
    /** End after what waits was sent. */
    FINISH,
    /** End at once and drop what waits. */
    DROP,
    /** End after the request at hand and leave what waits to another loop. */
    HAND_OVER
  }

  private final Mailbox mailbox;
  private final AlertmanagerClient client;
  private final NotifierOptions options;
  private final Waiting waiting;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile Wish wish = Wish.RUN;

  /**
   * A loop that was not started.
   *
   * @param ended called on the loop's thread when it has ended
   */
  SendLoop(
      Mailbox mailbox,
      AlertmanagerClient client,
      NotifierOptions options,
      Waiting waiting,
      LongSupplier nanoTime,
      Consumer<SendLoop> ended) {
    this.mailbox = mailbox;
    this.client = client;
    this.options = options;
    this.waiting = waiting;
    this.nanoTime = nanoTime;
    this.thread =
        Thread.ofVirtual().name("alertmanager " + mailbox.url()).unstarted(() -> run(ended));
  }

  Mailbox mailbox() {
    return mailbox;
  }

  void start() {
    thread.start();
  }

  /** Adds alerts to what is sent; returns at once. */
  void add(List<Alert> alerts) {
    mailbox.add(alerts);
    LockSupport.unpark(thread);
  }

  /** Has the loop end, with what waits as the options say; returns at once. */
  void finish() {
    switch (options.atEnd()) {
      case SEND -> end(Wish.FINISH);
      case DROP -> {
        end(Wish.DROP);
        client.close();
      }
    }
  }

  /** Has the loop end; another one sends what waits. Returns at once. */
  void handOver() {
    end(Wish.HAND_OVER);
  }

  private void end(Wish how) {
    wish = how;
    LockSupport.unpark(thread);
  }

  /** Waits until the loop has ended. */
  void awaitEnded() throws InterruptedException {
    thread.join();
  }

  private void run(Consumer<SendLoop> ended) {
    try {
      send();
    } finally {
      client.close();
      ended.accept(this);
    }
  }

  private void send() {
    long pauseMs = 0;
    while (true) {
      pause(pauseMs);
      switch (wish) {
        case RUN -> {
          if (mailbox.isEmpty()) {
            waiting.parkIfPossible(Long.MAX_VALUE);
          } else {
            pauseMs = trySending() ? 0 : next(pauseMs);
          }
        }
        case FINISH -> {
          while (!mailbox.isEmpty() && trySending()) {
            // The next batch.
          }
          mailbox.clear();
          return;
        }
        case DROP -> {
          mailbox.clear();
          return;
        }
        case HAND_OVER -> {
          return;
        }
      }
    }
  }

  /** Waits; new alerts do not end it, only a wish to end does. */
  private void pause(long pauseMs) {
    long untilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
    long leftNanos = untilNanos - nanoTime.getAsLong();
    while (leftNanos > 0 && wish == Wish.RUN) {
      waiting.parkIfPossible(leftNanos);
      leftNanos = untilNanos - nanoTime.getAsLong();
    }
  }

  private long next(long pauseMs) {
    return pauseMs == 0 ? options.firstPauseMs() : Math.min(2 * pauseMs, options.maxPauseMs());
  }

  /** As {@link #sendBatch}; no moment without memory ends the loop. */
  private boolean trySending() {
    try {
      return sendBatch();
    } catch (RuntimeException | Error e) {
      tell(e);
      return false;
    }
  }

  private void tell(Throwable failure) {
    try {
      LOG.atError()
          .setCause(failure)
          .addKeyValue("alertmanager", mailbox.url())
          .log("Sending alerts failed");
    } catch (OutOfMemoryError e) {
      // The next batch is worth more than this line.
    }
  }

  /** False when the same alerts are to be sent again later. */
  private boolean sendBatch() {
    List<Alert> batch = mailbox.take(options.maxBatchSize());
    if (batch.isEmpty()) {
      return true;
    }
    long startNanos = nanoTime.getAsLong();
    return switch (outcome(batch)) {
      case SendOutcome.Taken _ -> {
        mailbox.counters().noteSent(batch.size(), nanoTime.getAsLong() - startNanos);
        yield true;
      }
      case SendOutcome.TryAgain(String reason) -> {
        mailbox.putBack(batch);
        noteFailed(batch.size(), reason);
        yield false;
      }
      case SendOutcome.Refused(String reason) -> {
        noteFailed(batch.size(), reason);
        mailbox.counters().noteDropped(batch.size());
        yield true;
      }
    };
  }

  /** What fails within the program may go well later, as what fails on the way. */
  private SendOutcome outcome(List<Alert> batch) {
    try {
      return client.send(batch);
    } catch (RuntimeException | Error e) {
      return new SendOutcome.TryAgain(e.toString());
    }
  }

  private void noteFailed(int count, String reason) {
    mailbox.counters().noteFailed(count);
    LOG.atError()
        .addKeyValue("alertmanager", mailbox.url())
        .addKeyValue("count", count)
        .addKeyValue("err", reason)
        .log("Error sending alerts");
  }
}

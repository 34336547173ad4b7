package dev.deucalion.scrape.discovery;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Passes updates on in batches. The first after a quiet time waits for a tenth of a second, to
 * gather what comes with it; the faster they come, the longer the pauses get, up to five seconds.
 * Only while an update waits is there a thread. Safe for many threads.
 */
final class UpdatePace {
  static final long MIN_PAUSE_MS = 100;
  static final long MAX_PAUSE_MS = 5_000;

  private final Clock clock;
  private final Waiting waiting;
  private final Runnable send;

  /** Guarded by this, as all below: the thread that waits to send. */
  private @Nullable Thread sender;

  private long lastSentMs;
  private long pauseMs = MIN_PAUSE_MS;
  private long delayed;
  private boolean closed;

  /**
   * @param send passes everything on that there is; may be called by two threads at a time, and
   *     again where a moment without memory met it
   */
  UpdatePace(Clock clock, Waiting waiting, Runnable send) {
    this.clock = clock;
    this.waiting = waiting;
    this.send = send;
    this.lastSentMs = clock.nowMs() - MAX_PAUSE_MS;
  }

  /** Asks for a sending, which comes soon. */
  synchronized void request() {
    if (closed || sender != null) {
      return;
    }
    long nowMs = clock.nowMs();
    long sinceLastMs = nowMs - lastSentMs;
    if (sinceLastMs < 0 || sinceLastMs >= MAX_PAUSE_MS) {
      pauseMs = MIN_PAUSE_MS;
    }
    long dueMs = Math.max(nowMs + MIN_PAUSE_MS, Math.min(lastSentMs, nowMs) + pauseMs);
    if (dueMs > nowMs + MIN_PAUSE_MS) {
      delayed++;
    }
    sender = Thread.ofVirtual().name("discovery-updates").start(() -> sendAt(dueMs));
  }

  private void sendAt(long firstDueMs) {
    long dueMs = firstDueMs;
    while (isDue(dueMs) && !isSent()) {
      dueMs = clock.nowMs() + MAX_PAUSE_MS;
    }
  }

  /** Waits for a sending; false when there is to be none any more. */
  private boolean isDue(long dueMs) {
    long leftMs;
    while ((leftMs = dueMs - clock.nowMs()) > 0 && !isClosed()) {
      waiting.parkIfPossible(Math.min(leftMs, MAX_PAUSE_MS) * 1_000_000);
    }
    synchronized (this) {
      sender = null;
      if (closed) {
        return false;
      }
      lastSentMs = clock.nowMs();
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
    return true;
  }

  /** Sends; false where there was no memory for it and nobody else is about to send. */
  private boolean isSent() {
    try {
      send.run();
      return true;
    } catch (OutOfMemoryError e) {
      return !takesOver();
    }
  }

  private synchronized boolean takesOver() {
    boolean nobodyElse = sender == null;
    if (nobodyElse) {
      sender = Thread.currentThread();
    }
    return nobodyElse;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Times that an update had to wait for the pause after the last. */
  synchronized long delayed() {
    return delayed;
  }

  /** Sends nothing more, but for what is being sent. */
  synchronized void close() {
    closed = true;
    LockSupport.unpark(sender);
  }
}

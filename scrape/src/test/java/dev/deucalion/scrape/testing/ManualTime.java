package dev.deucalion.scrape.testing;

import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that stands still until the test turns it. Turning it wakes each thread at the moment it
 * waits for, one moment after the other, and goes on when all of them wait again or have ended.
 */
public final class ManualTime implements Clock, Waiting {
  /** How often is looked before the thread that looks sleeps in between. */
  private static final int SPINS = 200;

  private final Map<Thread, Long> wakeMs = new HashMap<>();
  private long nowMs;

  public ManualTime(long nowMs) {
    this.nowMs = nowMs;
  }

  @Override
  public synchronized long nowMs() {
    return nowMs;
  }

  @Override
  public void park(long nanos) {
    Thread thread = Thread.currentThread();
    synchronized (this) {
      wakeMs.put(thread, nowMs + nanos / 1_000_000);
    }
    LockSupport.park(this);
    synchronized (this) {
      wakeMs.remove(thread);
    }
  }

  /** Waits until so many threads wait. */
  public void awaitParked(int threads) {
    for (int i = 0; i < SPINS; i++) {
      if (parked() == threads) {
        return;
      }
      Thread.onSpinWait();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> parked() == threads);
  }

  /** Sets the time to the first moment that a thread waits for, and wakes it. */
  public void advanceUntilWoken() {
    Thread woken;
    synchronized (this) {
      Map.Entry<Thread, Long> next =
          Collections.min(wakeMs.entrySet(), Map.Entry.comparingByValue());
      nowMs = Math.max(nowMs, next.getValue());
      woken = next.getKey();
      wakeMs.remove(woken);
    }
    LockSupport.unpark(woken);
  }

  /** How many threads wait. */
  public synchronized int parked() {
    return (int) wakeMs.keySet().stream().filter(Thread::isAlive).count();
  }

  /** Lets time pass for so many threads, none of which ends meanwhile. */
  public void advanceMs(long ms, int threads) {
    awaitParked(threads);
    long untilMs = nowMs() + ms;
    while (true) {
      Thread woken;
      synchronized (this) {
        Map.Entry<Thread, Long> next =
            Collections.min(wakeMs.entrySet(), Map.Entry.comparingByValue());
        if (next.getValue() > untilMs) {
          nowMs = untilMs;
          return;
        }
        nowMs = Math.max(nowMs, next.getValue());
        woken = next.getKey();
        wakeMs.remove(woken);
      }
      LockSupport.unpark(woken);
      awaitParked(threads);
    }
  }

  /** Lets time pass for the last moment of one of so many threads, the only one it wakes. */
  public void advanceUntilOneEnds(long ms, int threads) {
    awaitParked(threads);
    Thread ending;
    synchronized (this) {
      nowMs += ms;
      ending = Collections.min(wakeMs.entrySet(), Map.Entry.comparingByValue()).getKey();
      wakeMs.remove(ending);
    }
    LockSupport.unpark(ending);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> !ending.isAlive());
  }

  /** Sets the time without waking anyone. */
  public synchronized void setMs(long ms) {
    nowMs = ms;
  }
}

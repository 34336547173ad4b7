package dev.deucalion.tsdb;

import dev.deucalion.model.time.Ticker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Time that stands still but for {@link #pass}. */
final class TurnedTime implements Ticker {
  private final AtomicLong nowNanos = new AtomicLong();

  /** Threads that have waited. */
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  @Override
  public long nanoTime() {
    return nowNanos.get();
  }

  long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(nowNanos.get());
  }

  /** Returns early as often as it likes. */
  @Override
  public void park(long nanos) {
    waiting.add(Thread.currentThread());
    LockSupport.park(this);
  }

  void pass(long ms) {
    nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    waiting.forEach(LockSupport::unpark);
  }
}

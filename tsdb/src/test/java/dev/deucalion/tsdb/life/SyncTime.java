package dev.deucalion.tsdb.life;

import dev.deucalion.model.time.Ticker;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time of the threads that sync the logs of one store. It stands still but for {@link #pass}, which
 * lets it pass for one thread after the other, so that the order of what they do to files does not
 * depend on which of them is quicker.
 */
final class SyncTime implements Ticker {
  /** Everybody but those that park; guarded by this, as all else. */
  private long nowNanos;

  /** By their ids, which are in the order in which threads were started. */
  private final Map<Long, Sleeper> sleepers = new TreeMap<>();

  /** What ended one of the threads. */
  private @Nullable Throwable failure;

  /** A thread that parks; its time is its own. */
  private static final class Sleeper {
    private final Thread thread;
    private long nanos;

    /** Whether its time passed since it looked at it. */
    private boolean hasToLook;

    /** Whether it parks and has nothing to do before its time passes. */
    private boolean isIdle;

    Sleeper(Thread thread) {
      this.thread = thread;
    }
  }

  @Override
  public synchronized long nanoTime() {
    Sleeper sleeper = sleepers.get(Thread.currentThread().threadId());
    return sleeper == null ? nowNanos : sleeper.nanos;
  }

  @Override
  public void park(long nanos) {
    Sleeper own = own();
    synchronized (this) {
      if (own.hasToLook) {
        own.hasToLook = false;
        return;
      }
      own.isIdle = true;
      notifyAll();
    }
    LockSupport.park(this);
    synchronized (this) {
      own.isIdle = false;
    }
  }

  private synchronized Sleeper own() {
    Thread thread = Thread.currentThread();
    return sleepers.computeIfAbsent(
        thread.threadId(),
        id -> {
          thread.setUncaughtExceptionHandler((ended, e) -> fail(e));
          Sleeper sleeper = new Sleeper(thread);
          sleeper.nanos = nowNanos;
          return sleeper;
        });
  }

  private synchronized void fail(Throwable e) {
    failure = e;
    notifyAll();
  }

  /**
   * Lets time pass, and returns when all threads have done what was due then.
   *
   * @param threads how many there are
   */
  synchronized void pass(long nanos, int threads) {
    await(() -> sleepers.size() >= threads);
    nowNanos += nanos;
    for (Sleeper sleeper : sleepers.values()) {
      sleeper.nanos = nowNanos;
      sleeper.hasToLook = true;
      sleeper.isIdle = false;
      LockSupport.unpark(sleeper.thread);
      await(() -> sleeper.isIdle && !sleeper.hasToLook);
    }
  }

  private synchronized void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (failure != null) {
        throw new IllegalStateException("a thread that syncs has ended", failure);
      }
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

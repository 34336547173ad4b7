package dev.deucalion.scrape;

import dev.deucalion.model.time.Waiting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads wait by the system's time, and has one thread, the timer, wake each of them at
 * its moment. Safe for many threads.
 *
 * <p>A virtual thread can wait for a time by itself. But the scheduler then wakes a thread of its
 * own twice, to take note of the moment and to keep it; and a thread for whose note there is no
 * memory is never woken, by nobody. Here a thread takes note of its moment by what it has already,
 * waits without a time, and wakes the timer only where nobody's moment comes earlier. What is left
 * is the JDK's: a virtual thread that it cannot queue when it is woken, for want of memory, may be
 * lost still, as whoever wakes it again finds it woken.
 *
 * <p>The timer runs from the first wait until {@link #close}, and for those who wait then or later
 * until their moments have come.
 */
final class WakeUps implements Waits {
  /** The sleep of the timer where nobody waits. */
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  /** Its pause where it could not wake a thread. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** The longest wait, so that moments can be compared; 73 years. */
  private static final long MAX_WAIT_NANOS = Long.MAX_VALUE / 4;

  private final Consumer<Thread> unpark;

  /** Guards all below, and what is in the heap; nobody is woken under it. */
  private final Object lock = new Object();

  private final WakeUpHeap heap = new WakeUpHeap();
  private @Nullable Thread timer;
  private boolean asleep;
  private long asleepUntilNanos;
  private boolean closed;

  WakeUps() {
    this(LockSupport::unpark);
  }

  /**
   * With another way to wake threads.
   *
   * @param unpark called by the timer; where it throws, it is called again a little later
   */
  WakeUps(Consumer<Thread> unpark) {
    this.unpark = unpark;
  }

  @Override
  public Waiting waitingOf(Thread thread) {
    WakeUp own = new WakeUp(thread);
    return nanos -> park(own, nanos);
  }

  private void park(WakeUp own, long nanos) {
    if (nanos <= 0) {
      return;
    }
    set(own, System.nanoTime() + Math.min(nanos, MAX_WAIT_NANOS));
    try {
      LockSupport.park(this);
    } finally {
      own.wanted = false;
      if (own.isIn) {
        synchronized (lock) {
          heap.remove(own);
        }
      }
    }
  }

  private void set(WakeUp own, long momentNanos) {
    Thread tooLate = null;
    synchronized (lock) {
      if (timer == null) {
        timer = startTimer();
      } else if (asleep && momentNanos - asleepUntilNanos < 0) {
        asleepUntilNanos = momentNanos;
        tooLate = timer;
      }
      own.wanted = true;
      heap.set(own, momentNanos);
    }
    if (tooLate != null) {
      LockSupport.unpark(tooLate);
    }
  }

  private Thread startTimer() {
    return Thread.ofPlatform()
        .daemon()
        .inheritInheritableThreadLocals(false)
        .name("scrape wake-ups")
        .start(this::run);
  }

  /** Nothing that goes wrong here may end the timer: those who wait would do so for ever. */
  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = wakeDueOrSleep();
      } catch (RuntimeException | Error e) {
        LockSupport.parkNanos(this, RETRY_NANOS);
      }
    }
  }

  /** Whether the timer goes on. */
  private boolean wakeDueOrSleep() {
    WakeUp due;
    long sleepNanos = 0;
    synchronized (lock) {
      long nowNanos = System.nanoTime();
      due = takeDue(nowNanos);
      asleep = due == null;
      if (asleep) {
        WakeUp next = heap.first();
        if (next == null && closed) {
          timer = null;
          return false;
        }
        sleepNanos = next == null ? IDLE_NANOS : next.momentNanos - nowNanos;
        asleepUntilNanos = nowNanos + sleepNanos;
      }
    }
    if (due == null) {
      // Whoever wants to be woken earlier has let the timer go on, and it returns at once.
      LockSupport.parkNanos(this, sleepNanos);
    } else {
      wakeAll(due);
    }
    return true;
  }

  /**
   * All at once, as a thread that is woken soon wants the lock: the first of a chain, or null where
   * nobody's moment has come.
   */
  private @Nullable WakeUp takeDue(long nowNanos) {
    WakeUp chain = null;
    WakeUp last = null;
    WakeUp due = heap.takeDue(nowNanos);
    while (due != null) {
      if (last == null) {
        chain = due;
      } else {
        last.nextDue = due;
      }
      last = due;
      due = heap.takeDue(nowNanos);
    }
    return chain;
  }

  private void wakeAll(WakeUp chain) {
    boolean allWoken = true;
    WakeUp due = chain;
    while (due != null) {
      WakeUp next = due.nextDue;
      due.nextDue = null;
      allWoken &= wake(due);
      due = next;
    }
    if (!allWoken) {
      LockSupport.parkNanos(this, RETRY_NANOS);
    }
  }

  private boolean wake(WakeUp due) {
    try {
      unpark.accept(due.thread);
      return true;
    } catch (RuntimeException | Error e) {
      setAgain(due);
      return false;
    }
  }

  /** Unless somebody else woke the thread; it may have set another moment since. */
  private void setAgain(WakeUp due) {
    synchronized (lock) {
      if (due.wanted && !due.isIn) {
        heap.set(due, System.nanoTime());
      }
    }
  }

  /** Those who still wait are woken at their moments. */
  @Override
  public void close() {
    Thread ending;
    synchronized (lock) {
      closed = true;
      ending = timer;
    }
    if (ending != null) {
      LockSupport.unpark(ending);
    }
  }
}

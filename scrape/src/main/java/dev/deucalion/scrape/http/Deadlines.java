package dev.deucalion.scrape.http;

import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that block on a connection when their moment has come, by closing the connection:
 * {@link #begin} before each call, {@link #end} after it, whatever became of it. Safe for many
 * threads.
 *
 * <p>A socket can time a read by itself, but writes, and sockets in the file system, know no
 * timeout; and each read that waits then sets a timer and takes it back, for both of which the
 * scheduler of virtual threads wakes a thread. Here one thread waits for the earliest moment, and
 * calls that end before theirs, as nearly all do, wake nobody. It ends when it finds no calls,
 * which it looks for every second. It is no virtual thread: one that waits for a time stays there
 * for ever where there is no memory for its timer.
 */
final class Deadlines {
  /** A call, by its identity. */
  static final class Call {
    private final Wire wire;
    private final long deadlineNanos;

    private Call(Wire wire, long deadlineNanos) {
      this.wire = wire;
      this.deadlineNanos = deadlineNanos;
    }
  }

  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final long maxWaitNanos;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  /** Whether the watcher looks at the calls again at {@link #wakeNanos}, and not before. */
  private volatile boolean waits;

  private volatile long wakeNanos;

  /** Guarded by this. */
  private @Nullable Thread watcher;

  Deadlines() {
    this(MAX_WAIT_NANOS);
  }

  /**
   * With another time after which the watcher looks whether there are calls.
   *
   * @param maxWaitNanos at least 1
   */
  Deadlines(long maxWaitNanos) {
    this.maxWaitNanos = maxWaitNanos;
  }

  /**
   * Begins a call.
   *
   * @param wire is closed at the deadline, unless the call has ended
   * @param deadlineNanos of {@link System#nanoTime}
   * @throws SocketTimeoutException when the moment is past
   */
  Call begin(Wire wire, long deadlineNanos) throws SocketTimeoutException {
    if (deadlineNanos - System.nanoTime() <= 0) {
      throw new SocketTimeoutException("deadline");
    }
    Call call = new Call(wire, deadlineNanos);
    try {
      calls.add(call);
      if (!waits || deadlineNanos - wakeNanos < 0) {
        wakeWatcher();
      }
    } catch (OutOfMemoryError e) {
      calls.remove(call);
      throw e;
    }
    return call;
  }

  /**
   * Ends a call.
   *
   * @throws SocketTimeoutException when its moment came first, and its connection is closed
   */
  void end(Call call) throws SocketTimeoutException {
    if (!calls.remove(call)) {
      throw new SocketTimeoutException("deadline");
    }
  }

  private synchronized void wakeWatcher() {
    if (watcher == null) {
      Thread next = Thread.ofPlatform().daemon().name("deadlines").unstarted(this::watch);
      next.start();
      watcher = next;
    } else {
      LockSupport.unpark(watcher);
    }
  }

  private void watch() {
    try {
      boolean more = true;
      while (more) {
        try {
          more = closeLateOnes();
        } catch (OutOfMemoryError e) {
          LockSupport.parkNanos(RETRY_NANOS);
        }
      }
    } finally {
      forget(Thread.currentThread());
    }
  }

  /** Has the next call start another watcher, where this one ends by an error of the JVM. */
  private synchronized void forget(Thread ended) {
    if (ended.equals(watcher)) {
      watcher = null;
      waits = false;
    }
  }

  /** Closes what is late, and waits for what is next; whether the watcher goes on. */
  private boolean closeLateOnes() {
    // Who begins a call from here on wakes the watcher, so that it sees those behind its way, too.
    waits = false;
    long nowNanos = System.nanoTime();
    boolean found = false;
    long waitNanos = maxWaitNanos;
    for (Call call : calls) {
      long leftNanos = call.deadlineNanos - nowNanos;
      if (leftNanos > 0) {
        found = true;
        waitNanos = Math.min(waitNanos, leftNanos);
      } else {
        endAtDeadline(call);
      }
    }
    if (!found) {
      return !isOver();
    }
    wakeNanos = nowNanos + waitNanos;
    waits = true;
    LockSupport.parkNanos(waitNanos);
    return true;
  }

  private void endAtDeadline(Call call) {
    if (calls.remove(call)) {
      call.wire.close();
    }
  }

  /** Whether there is nothing to watch over, so that the next call needs a new watcher. */
  private synchronized boolean isOver() {
    if (!calls.isEmpty()) {
      return false;
    }
    watcher = null;
    return true;
  }
}

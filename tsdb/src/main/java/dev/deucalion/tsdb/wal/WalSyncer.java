package dev.deucalion.tsdb.wal;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.DurationSummary;
import dev.deucalion.model.time.Ticker;
import dev.deucalion.model.time.Waiting;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs the log's segments: in a thread of its own, a delay after the oldest write that is not
 * synced yet, or at once when the delay is 0 (then there is no thread). Before the delay is over
 * where many bytes wait, which are kept in memory until then. A sync that fails is tried again
 * soon, for as long as it fails.
 */
final class WalSyncer {
  private static final Logger LOG = LoggerFactory.getLogger(WalSyncer.class);

  /** Time until a sync that failed is tried again, unless the delay is shorter. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** So many bytes do not wait for the delay. */
  private static final int MANY_BYTES = 3 << 19;

  private final long delayNanos;
  private final Ticker ticker;
  private final DurationRecorder syncs;
  private final AtomicLong failed = new AtomicLong();
  private final @Nullable Thread thread;

  /** Guards what follows; the thread is unparked when it has more to do. */
  private final ReentrantLock lock = new ReentrantLock();

  /** The segment that is written now, when it has bytes that are not synced. */
  private @Nullable OpenSegment dirty;

  /** When {@link #dirty} is to be synced, by the ticker. */
  private long dueNanos;

  private boolean stopping;

  WalSyncer(long delayMs, Ticker ticker) {
    delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
    this.ticker = ticker;
    syncs = new DurationRecorder(ticker::nanoTime);
    thread = delayMs == 0 ? null : Thread.ofPlatform().daemon().name("wal-sync").start(this::run);
  }

  DurationSummary syncs() {
    return syncs.summary();
  }

  /** Counter of syncs that failed. */
  long failed() {
    return failed.get();
  }

  /**
   * Says that a segment has new bytes, which are not accepted yet.
   *
   * @throws IOException when they had to be synced at once and could not be
   */
  void written(OpenSegment segment) throws IOException {
    if (thread == null) {
      sync(segment);
    }
  }

  /** Says that new bytes of a segment are accepted. */
  void accepted(OpenSegment segment) {
    if (thread != null) {
      long waitNanos = segment.bytesForNextSync() < MANY_BYTES ? delayNanos : 0;
      setDirty(segment, ticker.nanoTime() + waitNanos);
    }
  }

  private void setDirty(OpenSegment segment, long atNanos) {
    lock.lock();
    try {
      if (dirty != null && atNanos - dueNanos >= 0 || segment.isClosed()) {
        return;
      }
      dirty = segment;
      dueNanos = atNanos;
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
  }

  /** Closes a segment that gets no more bytes and is synced. */
  void completed(OpenSegment segment) throws IOException {
    lock.lock();
    try {
      dirty = null;
      segment.close();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread. */
  void stop() {
    if (thread == null) {
      return;
    }
    lock.lock();
    try {
      stopping = true;
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
    Waiting.untilEnded(thread);
  }

  private void run() {
    for (OpenSegment next = take(); next != null; next = take()) {
      try {
        syncOrKeepDirty(next);
      } catch (OutOfMemoryError e) {
        // Could not even be told; the segment is dirty still.
      }
    }
  }

  /** The segment that is to be synced, when that is due; null at the end. */
  private @Nullable OpenSegment take() {
    while (true) {
      // Nobody else knows this thread; when it is interrupted, sync early rather than late.
      boolean isHurried = Thread.interrupted();
      long leftNanos;
      lock.lock();
      try {
        if (stopping) {
          return null;
        }
        OpenSegment waiting = dirty;
        leftNanos = waiting == null ? Long.MAX_VALUE : dueNanos - ticker.nanoTime();
        if (waiting != null && (leftNanos <= 0 || isHurried)) {
          dirty = null;
          return waiting;
        }
      } finally {
        lock.unlock();
      }
      ticker.park(leftNanos);
    }
  }

  private void syncOrKeepDirty(OpenSegment segment) {
    boolean done = false;
    try {
      sync(segment);
      done = true;
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("Cannot sync the write-ahead log, trying again", e);
    } finally {
      if (!done) {
        setDirty(segment, ticker.nanoTime() + Math.min(delayNanos, RETRY_NANOS));
      }
    }
  }

  private void sync(OpenSegment segment) throws IOException {
    long start = ticker.nanoTime();
    boolean done = false;
    try {
      segment.sync();
      done = true;
    } finally {
      if (!done) {
        failed.incrementAndGet();
      }
    }
    syncs.add(ticker.nanoTime() - start);
  }
}

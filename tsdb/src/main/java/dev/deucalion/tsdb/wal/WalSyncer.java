package dev.deucalion.tsdb.wal;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.DurationSummary;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs the log's segments: in a thread of its own, a delay after the first write that is not
 * synced yet, or at once when the delay is 0 (then there is no thread). A sync that fails is tried
 * again after the next delay.
 */
final class WalSyncer {
  private static final Logger LOG = LoggerFactory.getLogger(WalSyncer.class);

  private final long delayNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final DurationRecorder syncs = new DurationRecorder(System::nanoTime);
  private final @Nullable Thread thread;

  /** The segment that is written now, when it has bytes that are not synced. */
  private @Nullable OpenSegment dirty;

  private boolean stopping;

  WalSyncer(long delayMs) {
    delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
    thread = delayMs == 0 ? null : Thread.ofPlatform().daemon().name("wal-sync").start(this::run);
  }

  DurationSummary syncs() {
    return syncs.summary();
  }

  /**
   * Says that a segment has new bytes.
   *
   * @throws IOException when they had to be synced at once and could not be
   */
  void written(OpenSegment segment) throws IOException {
    if (thread == null) {
      sync(segment);
      return;
    }
    lock.lock();
    try {
      if (dirty == null) {
        dirty = segment;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
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
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (OpenSegment next = take(); next != null; next = take()) {
      syncOrKeepDirty(next);
    }
  }

  /** The segment that is to be synced, a delay after it got its bytes; null at the end. */
  private @Nullable OpenSegment take() {
    lock.lock();
    try {
      OpenSegment taken = null;
      while (taken == null && !stopping) {
        while (dirty == null && !stopping) {
          changed.awaitUninterruptibly();
        }
        waitUnlessStopping();
        taken = stopping ? null : dirty;
        dirty = null;
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void waitUnlessStopping() {
    long left = delayNanos;
    while (left > 0 && !stopping) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        // Nobody else knows this thread; sync early rather than late.
        return;
      }
    }
  }

  private void syncOrKeepDirty(OpenSegment segment) {
    try {
      sync(segment);
    } catch (IOException | OutOfMemoryError e) {
      LOG.error("Cannot sync the write-ahead log, trying again", e);
      lock.lock();
      try {
        if (dirty == null && !segment.isClosed()) {
          dirty = segment;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void sync(OpenSegment segment) throws IOException {
    long start = System.nanoTime();
    segment.sync();
    syncs.add(System.nanoTime() - start);
  }
}

package dev.deucalion.tsdb.wal;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.DurationSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  /** Segments that are complete, to be synced and closed. */
  private final List<OpenSegment> complete = new ArrayList<>();

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

  /** Hands over a segment that gets no more bytes. */
  void completed(OpenSegment segment) throws IOException {
    if (thread == null) {
      segment.close();
      return;
    }
    lock.lock();
    try {
      dirty = null;
      complete.add(segment);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Syncs and closes what was handed over, and ends the thread. */
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
    while (true) {
      OpenSegment current;
      List<OpenSegment> done;
      boolean last;
      lock.lock();
      try {
        while (dirty == null && complete.isEmpty() && !stopping) {
          changed.awaitUninterruptibly();
        }
        waitUnlessStopping();
        current = dirty;
        dirty = null;
        done = List.copyOf(complete);
        complete.clear();
        last = stopping;
      } finally {
        lock.unlock();
      }
      done.forEach(this::syncAndClose);
      if (current != null && !last) {
        syncOrKeepDirty(current);
      }
      if (last) {
        return;
      }
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
        if (dirty == null && !complete.contains(segment)) {
          dirty = segment;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void syncAndClose(OpenSegment segment) {
    try (segment) {
      sync(segment);
    } catch (IOException | OutOfMemoryError e) {
      LOG.error("Cannot sync a finished segment of the write-ahead log", e);
    }
  }

  private void sync(OpenSegment segment) throws IOException {
    long start = System.nanoTime();
    segment.sync();
    syncs.add(System.nanoTime() - start);
  }
}

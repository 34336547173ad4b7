package dev.deucalion.server.remote.queue;

import dev.deucalion.server.remote.message.SampleBatch;
import dev.deucalion.server.remote.message.SentSeries;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Samples that wait to be sent, in batches, in the order in which they came. One thread adds, one
 * takes a batch at a time and says when it is done with it.
 */
final class Shard {
  /** For {@link #oldestRecord}: nothing waits. */
  static final long NOTHING = Long.MAX_VALUE;

  private final int maxBatches;
  private final int batchEntries;
  private final long deadlineNanos;
  private final QueueCounters counters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final ArrayDeque<SampleBatch> full = new ArrayDeque<>();
  private final ArrayDeque<SampleBatch> spare = new ArrayDeque<>();
  private SampleBatch filling;
  private @Nullable SampleBatch taken;
  private boolean closed;

  /**
   * An empty shard.
   *
   * @param maxBatches full batches that may wait
   * @param deadlineMs a batch that is not full is given out after this time
   */
  Shard(int maxBatches, int batchEntries, long deadlineMs, QueueCounters counters) {
    this.maxBatches = maxBatches;
    this.batchEntries = batchEntries;
    this.deadlineNanos = TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    this.counters = counters;
    this.filling = new SampleBatch(batchEntries);
  }

  /**
   * Adds an entry, when there is room for it.
   *
   * @return false when the shard was closed meanwhile
   */
  boolean add(SentSeries of, long timeMs, long valueBits, @Nullable Object detail, long record)
      throws InterruptedException {
    lock.lock();
    try {
      while (filling.isFull() && !closed) {
        counters.enqueueRetries.increment();
        emptied.await();
      }
      if (closed) {
        return false;
      }
      filling.add(of, timeMs, valueBits, detail, record);
      counters.queued(filling.kind(filling.count() - 1), timeMs);
      passOn();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the batch that is filled wait among the full ones, when it is full and there is room. */
  private void passOn() {
    if (filling.isFull() && full.size() < maxBatches) {
      SampleBatch next = fresh();
      full.add(filling);
      filling = next;
      filled.signal();
      emptied.signal();
    }
  }

  private SampleBatch fresh() {
    SampleBatch known = spare.poll();
    return known == null ? new SampleBatch(batchEntries) : known;
  }

  /**
   * Waits for a batch: for a full one, or what there is when the deadline passes or the shard is
   * closed. It gives the same one again until {@link #done} is called.
   *
   * @return null when the shard is closed and empty
   */
  @Nullable SampleBatch take() throws InterruptedException {
    lock.lock();
    try {
      SampleBatch former = taken;
      if (former != null) {
        return former;
      }
      long leftNanos = deadlineNanos;
      while (true) {
        SampleBatch next = full.poll();
        if (next == null && !filling.isEmpty() && (leftNanos <= 0 || closed)) {
          // Made first: without memory for it, nothing changes.
          SampleBatch empty = fresh();
          next = filling;
          filling = empty;
        }
        if (next != null) {
          taken = next;
          passOn();
          emptied.signal();
          return next;
        }
        if (closed) {
          return null;
        }
        leftNanos = filled.awaitNanos(leftNanos <= 0 ? deadlineNanos : leftNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #take} began; the batch may be used for others from now on. */
  void done(SampleBatch batch) {
    lock.lock();
    try {
      taken = null;
      batch.clear();
      emptied.signalAll();
      spare.add(batch);
    } finally {
      lock.unlock();
    }
  }

  /** The record of the log that the oldest entry comes from which is not done. */
  long oldestRecord() {
    lock.lock();
    try {
      SampleBatch oldest = taken;
      if (oldest == null) {
        oldest = full.isEmpty() ? filling : full.peek();
      }
      return oldest.isEmpty() ? NOTHING : oldest.firstRecord();
    } finally {
      lock.unlock();
    }
  }

  /** No more entries are taken; those that are there are given out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

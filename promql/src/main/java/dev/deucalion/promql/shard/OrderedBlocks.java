package dev.deucalion.promql.shard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Computes blocks of work on several threads and hands them over in order, at most so many ahead.
 *
 * <pre>{@code
 * try (OrderedBlocks blocks = new OrderedBlocks(pool, count, slots, workers, limits::cancel)) {
 *   for (int block = 0; block < count; block++) {
 *     use(buffers[blocks.await()]);
 *   }
 * }
 * }</pre>
 *
 * <p>The caller of {@link #await} computes blocks itself while the one that it needs is not ready,
 * so that a query goes on also when all threads of the pool work for others. A helper goes behind
 * the work of other queries after each block.
 */
public final class OrderedBlocks implements AutoCloseable {
  private final WorkPool pool;
  private final int count;
  private final boolean[] ready;
  private final Worker own;
  private final Runnable onInterrupt;
  private final Deque<Worker> idleWorkers = new ArrayDeque<>();

  /** Blocks below this one are being computed or are ready. */
  private int claimed;

  /** The block that {@link #await} gives next; the one before it is in the hands of the caller. */
  private int next;

  /** How many helpers compute a block right now. */
  private int working;

  private boolean stopped;

  /** Computes blocks, one at a time. One worker is used by one thread at a time. */
  @FunctionalInterface
  public interface Worker {
    /**
     * Computes a block. Must not throw: what goes wrong is part of the result.
     *
     * @param slot where the result belongs; nobody else uses the slot meanwhile
     */
    void fill(int block, int slot);
  }

  /**
   * Blocks that are read ahead.
   *
   * @param count number of blocks
   * @param slots how many results there is room for, at least 2
   * @param workers makes one worker for each thread that may take part; called here
   * @param onInterrupt called when the caller of {@link #await} is interrupted, to have workers end
   *     soon
   */
  public OrderedBlocks(
      WorkPool pool, int count, int slots, Supplier<Worker> workers, Runnable onInterrupt) {
    this.pool = pool;
    this.count = count;
    this.ready = new boolean[slots];
    this.own = workers.get();
    this.onInterrupt = onInterrupt;
    for (int helper = 1; helper < Math.min(pool.shards(), count); helper++) {
      idleWorkers.add(workers.get());
    }
    if (!idleWorkers.isEmpty()) {
      pool.countSpread();
    }
  }

  /**
   * Waits for the next block, whose slot stays with the caller until the next call. That of the
   * block before is free.
   *
   * @return the slot of the block
   */
  public int await() {
    int block;
    synchronized (this) {
      block = next++;
      if (block > 0) {
        ready[slot(block - 1)] = false;
      }
      callHelpers();
    }
    while (true) {
      int mine;
      synchronized (this) {
        if (ready[slot(block)]) {
          return slot(block);
        }
        mine = claim();
        if (mine < 0) {
          awaitChange();
          continue;
        }
      }
      own.fill(mine, slot(mine));
      finished(mine);
    }
  }

  /**
   * Begins no more blocks.
   *
   * @return how many were begun; those that {@link #await} did not give yet can still be awaited
   */
  public synchronized int stop() {
    stopped = true;
    return claimed;
  }

  /** Ends all work; when this returns no other thread computes any more. */
  @Override
  public synchronized void close() {
    stopped = true;
    while (working > 0) {
      awaitChange();
    }
  }

  private int slot(int block) {
    return block % ready.length;
  }

  /** The next block that may be computed, or -1; under the lock. */
  private int claim() {
    boolean hasRoom = claimed < next - 1 + ready.length;
    return stopped || claimed == count || !hasRoom ? -1 : claimed++;
  }

  private void callHelpers() {
    int claimable = stopped ? 0 : Math.min(count, next - 1 + ready.length) - claimed;
    // One of them is for the caller.
    for (int i = 1; i < claimable && !idleWorkers.isEmpty(); i++) {
      Worker worker = idleWorkers.pop();
      pool.execute(() -> help(worker));
    }
  }

  private void help(Worker worker) {
    do {
      int block;
      synchronized (this) {
        block = claim();
        if (block < 0) {
          idleWorkers.push(worker);
          return;
        }
        working++;
      }
      worker.fill(block, slot(block));
      synchronized (this) {
        working--;
        finished(block);
      }
    } while (!pool.isContended());
    pool.execute(() -> help(worker));
  }

  private synchronized void finished(int block) {
    ready[slot(block)] = true;
    notifyAll();
  }

  /** Waits under the lock. An interrupt is kept for whoever asks next. */
  private void awaitChange() {
    boolean interrupted = false;
    while (true) {
      try {
        wait();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        onInterrupt.run();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

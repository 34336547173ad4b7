package dev.deucalion.promql.shard;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads that help with queries, shared by all queries of an engine. Work is begun in the
 * order in which it came. Threads are made when they are needed, and end when they were idle for a
 * while.
 */
public final class WorkPool {
  private static final long IDLE_SECONDS = 10;

  /** Work goes as deep into the stack as an expression is nested. */
  private static final long STACK_BYTES = 16L << 20;

  private final int shards;
  private final ThreadPoolExecutor threads;
  private final LongAdder spread = new LongAdder();

  /**
   * A pool.
   *
   * @param shards how many threads work on one query at most, that of the query included; at least
   *     1. There is one thread less than that.
   */
  public WorkPool(int shards) {
    if (shards < 1) {
      throw new IllegalArgumentException("shards must be at least 1: " + shards);
    }
    this.shards = shards;
    int helpers = Math.max(1, shards - 1);
    threads =
        new ThreadPoolExecutor(
            helpers,
            helpers,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            WorkPool::newThread);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(null, work, "promql-shard", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** How many threads work on one query at most, that of the query included. */
  public int shards() {
    return shards;
  }

  /** How many sequences of blocks threads of the pool were called to work on. */
  public long spread() {
    return spread.sum();
  }

  /** Says that they are called for one more. */
  void countSpread() {
    spread.increment();
  }

  /** Runs something short on a thread of the pool. */
  void execute(Runnable work) {
    threads.execute(work);
  }

  /** Whether other work waits for a thread. */
  boolean isContended() {
    return !threads.getQueue().isEmpty();
  }
}

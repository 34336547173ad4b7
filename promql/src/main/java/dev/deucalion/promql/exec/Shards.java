package dev.deucalion.promql.exec;

import dev.deucalion.promql.shard.OrderedBlocks;
import dev.deucalion.promql.shard.WorkPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The share of one query in the threads of the engine. Ends with {@link #close}, which must come
 * before what the operators read from is closed.
 */
public final class Shards implements AutoCloseable {
  private final WorkPool pool;
  private final long fromValues;
  private final List<OrderedBlocks> open = new ArrayList<>();

  /**
   * The share of a query that has not begun.
   *
   * @param fromValues as how many values reading must count for other threads to be called
   */
  public Shards(WorkPool pool, long fromValues) {
    this.pool = pool;
    this.fromValues = fromValues;
  }

  int count() {
    return pool.shards();
  }

  /** Whether reading that counts as so many values is worth calling other threads. */
  boolean areWorthwhile(long values) {
    return values >= fromValues;
  }

  /** Spreads blocks over the threads; see {@link OrderedBlocks}. */
  OrderedBlocks start(
      int blocks, int slots, Supplier<OrderedBlocks.Worker> workers, Runnable onInterrupt) {
    OrderedBlocks started = new OrderedBlocks(pool, blocks, slots, workers, onInterrupt);
    open.add(started);
    return started;
  }

  /** Waits until no other thread works for the query. */
  @Override
  public void close() {
    open.forEach(OrderedBlocks::close);
    open.clear();
  }
}

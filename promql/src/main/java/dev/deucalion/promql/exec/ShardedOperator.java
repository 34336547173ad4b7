package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.shard.OrderedBlocks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an operator whose series do not depend on one another with several threads. Series are read
 * in blocks ahead of whoever asks, and given in their order, so that nobody sees how many threads
 * there were: neither in values nor in which error comes first.
 *
 * <p>Reading ahead ends when the caller leaves the order; what was read until then is kept.
 */
final class ShardedOperator implements VectorOperator {
  /** How many values a block has, more or less: enough that handing it over does not count. */
  private static final int BLOCK_VALUES = 1 << 14;

  private static final int MAX_BLOCK_SERIES = 128;

  /** How many blocks a thread has at least, where there are as many series. */
  private static final int BLOCKS_PER_THREAD = 4;

  /** As how many values finding and opening a series counts. */
  private static final int SERIES_COST = 32;

  private final QueryLimits limits;
  private final Shards shards;
  private final VectorOperator input;
  private final int steps;
  private int blockSeries = 1;

  private boolean started;
  private @Nullable OrderedBlocks blocks;
  private Block[] slots = new Block[0];

  /** The next series in order. */
  private int next;

  /** How many blocks were taken over. */
  private int awaited;

  /** Series below this one come from blocks, those behind it from the input. */
  private int readAhead;

  /** One block of series that was read. */
  private static final class Block {
    private final Column[] columns;
    private int firstSeries;

    /** Where reading ended early, and why. */
    private int failedAt;

    private @Nullable Throwable failure;

    private Block(int series, int steps, QueryLimits limits) {
      columns = new Column[series];
      for (int i = 0; i < series; i++) {
        columns[i] = new Column(steps, limits);
      }
    }
  }

  private ShardedOperator(QueryLimits limits, Shards shards, VectorOperator input, int steps) {
    this.limits = limits;
    this.shards = shards;
    this.input = input;
    this.steps = steps;
  }

  /** The operator, read by as many threads as the query may have. */
  static VectorOperator of(QueryLimits limits, Shards shards, VectorOperator input, int steps) {
    return shards.count() == 1 ? input : new ShardedOperator(limits, shards, input, steps);
  }

  @Override
  public List<Labels> series() {
    return input.series();
  }

  @Override
  public void read(int series, Column out) {
    if (!started) {
      started = true;
      if (series == 0) {
        start();
      }
    }
    if (series < readAhead && series != next) {
      stopReadingAhead();
    }
    if (series >= readAhead) {
      input.read(series, out);
    } else {
      give(series, block(series), out);
    }
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }

  private void start() {
    int size = input.series().size();
    blockSeries = blockSeries(size);
    int count = (size + blockSeries - 1) / blockSeries;
    if (count < 2
        || !shards.areWorthwhile((long) size * (steps + SERIES_COST))
        || input.fork() == null) {
      return;
    }
    slots = new Block[Math.min(count, 2 * shards.count())];
    for (int i = 0; i < slots.length; i++) {
      limits.holdBytes(blockSeries * QueryLimits.columnBytes(steps));
      slots[i] = new Block(blockSeries, steps, limits);
    }
    blocks = shards.start(count, slots.length, () -> worker(size), limits::cancel);
    readAhead = size;
  }

  private int blockSeries(int size) {
    int forAll = Math.ceilDiv(size, BLOCKS_PER_THREAD * shards.count());
    return Math.clamp(
        BLOCK_VALUES / Math.max(1, steps), 1, Math.clamp(forAll, 1, MAX_BLOCK_SERIES));
  }

  private OrderedBlocks.Worker worker(int size) {
    VectorOperator fork = Objects.requireNonNull(input.fork());
    return (block, slot) -> {
      int first = block * blockSeries;
      fill(fork, first, Math.min(first + blockSeries, size), slots[slot]);
    };
  }

  @SuppressWarnings("CatchThrowable") // thrown where the series is asked for
  private static void fill(VectorOperator fork, int first, int end, Block into) {
    into.firstSeries = first;
    into.failure = null;
    for (int series = first; series < end; series++) {
      try {
        fork.read(series, into.columns[series - first]);
      } catch (Throwable e) {
        into.failedAt = series;
        into.failure = e;
        return;
      }
    }
  }

  private void stopReadingAhead() {
    int begun = Objects.requireNonNull(blocks).stop();
    readAhead = Math.min(readAhead, begun * blockSeries);
  }

  private Block block(int series) {
    next = series + 1;
    while (awaited <= series / blockSeries) {
      Objects.requireNonNull(blocks).await();
      awaited++;
    }
    return slots[series / blockSeries % slots.length];
  }

  private static void give(int series, Block block, Column out) {
    if (block.failure != null && series >= block.failedAt) {
      switch (block.failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
    out.takeFrom(block.columns[series - block.firstSeries]);
  }
}

package dev.deucalion.server.adapter;

import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.block.BlockMeta;
import java.util.function.LongSupplier;

/**
 * From when on the local store is taken to have everything, in ms, as Prometheus takes it: two of
 * the shortest blocks after its oldest one begins, since whatever fills the store may have begun
 * within that time; where there is no block yet, as long after now. Any thread.
 */
final class LocalStart implements LongSupplier {
  private static final int MARGIN_BLOCKS = 2;

  private final LateStorage storage;
  private final Clock clock;
  private final long blockRangeMs;

  /**
   * The start of a store that is open when it is asked for.
   *
   * @param blockRangeMs how long its shortest blocks are
   */
  LocalStart(LateStorage storage, Clock clock, long blockRangeMs) {
    this.storage = storage;
    this.clock = clock;
    this.blockRangeMs = blockRangeMs;
  }

  @Override
  public long getAsLong() {
    long firstMs =
        storage.blocks().stream().mapToLong(BlockMeta::minTimeMs).min().orElse(clock.nowMs());
    return firstMs + MARGIN_BLOCKS * blockRangeMs;
  }
}

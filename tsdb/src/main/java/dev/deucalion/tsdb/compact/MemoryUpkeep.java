package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The upkeep of a store in memory: all of it stays in the head until it is too old. */
public final class MemoryUpkeep implements Upkeep {
  private final Head head;
  private final long rangeMs;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile RetentionLimits limits;

  /**
   * The upkeep of a head.
   *
   * @param rangeMs samples are dropped in aligned ranges of so many milliseconds
   */
  public MemoryUpkeep(Head head, long rangeMs, RetentionLimits limits) {
    this.head = head;
    this.rangeMs = rangeMs;
    this.limits = limits;
  }

  @Override
  public void compact() throws IOException {
    lock.lock();
    try {
      long keptMs = limits.timeMs();
      long minTimeMs = head.minTimeMs();
      if (keptMs > 0 && minTimeMs != HeadStats.NO_MIN_TIME) {
        long startMs = BlockRanges.startOf(head.maxTimeMs() - keptMs, rangeMs);
        if (startMs > minTimeMs) {
          head.cutOutOfOrder().dropBefore(startMs);
          head.truncate(startMs);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    lock.lock();
    try {
      head.delete(minTimeMs, maxTimeMs, matchers);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cleanTombstones() {}

  @Override
  public void snapshot(Path dir, boolean withHead) {
    throw new UnsupportedOperationException("a store in memory has no files to copy");
  }

  @Override
  public List<BlockMeta> blocks() {
    return List.of();
  }

  @Override
  public OlderSamples blockSamples() {
    return (minTimeMs, maxTimeMs) -> List.of();
  }

  @Override
  public void limit(RetentionLimits newLimits) {
    limits = newLimits;
  }

  @Override
  public void compactStale() {}

  /** Nothing: there are no blocks. */
  @Override
  public void compactStaleFrom(double threshold) {}

  @Override
  public CompactionStats stats() {
    return CompactionStats.NONE;
  }

  @Override
  public void close() {}
}

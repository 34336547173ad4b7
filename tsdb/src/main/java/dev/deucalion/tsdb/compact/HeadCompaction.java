package dev.deucalion.tsdb.compact;

import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadStats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes blocks of the head's oldest samples, one aligned range of time after the other, and takes
 * them out of the head. For one thread at a time.
 *
 * <p>A range is due when the head reached half a range beyond it before any open batch began. As
 * the head takes no sample that is more than half a range older than its newest was then, none can
 * come any more for a range that is due, so what was written is all there is.
 */
final class HeadCompaction {
  private static final long NOT_WAITING = Long.MAX_VALUE;

  private final Head head;
  private final long rangeMs;
  private final long delayMs;
  private final Clock clock;
  private final BlockMaker maker;
  private final BlockWriter writer;
  private final PublishedBlocks published;

  /** Since when the head is due, while it waits. */
  private long waitingSinceMs = NOT_WAITING;

  /**
   * @param rangeMs time of a block
   * @param delayMs how long a head that is due waits
   */
  HeadCompaction(
      Head head,
      long rangeMs,
      long delayMs,
      Clock clock,
      BlockMaker maker,
      BlockWriter writer,
      PublishedBlocks published) {
    this.head = head;
    this.rangeMs = rangeMs;
    this.delayMs = delayMs;
    this.clock = clock;
    this.maker = maker;
    this.writer = writer;
    this.published = published;
  }

  /** Whether the head has a range of time that is over, and has waited long enough. */
  boolean isDue() {
    if (!reachesBeyondABlock()) {
      waitingSinceMs = NOT_WAITING;
      return false;
    }
    if (waitingSinceMs == NOT_WAITING) {
      waitingSinceMs = clock.nowMs();
    }
    return clock.nowMs() - waitingSinceMs >= delayMs;
  }

  private boolean reachesBeyondABlock() {
    long minTimeMs = head.minTimeMs();
    long settledMs = head.settledMaxTimeMs();
    return minTimeMs != HeadStats.NO_MIN_TIME
        && settledMs != HeadStats.NO_MAX_TIME
        && settledMs - minTimeMs > rangeMs / 2 * 3;
  }

  /**
   * Makes a block of the head's oldest range. Where that has no sample, the head goes on to the
   * first range that has, however far that is.
   *
   * @throws IOException when that failed; the head has the samples still
   */
  void run() throws IOException {
    long minTimeMs = head.minTimeMs();
    long endMs = BlockRanges.endAfter(minTimeMs, rangeMs);
    Optional<BlockMeta> block =
        maker.writeHead(writer, head.chunks(minTimeMs, endMs - 1), minTimeMs, endMs, List.of());
    published.publish(block.stream().toList());
    head.truncate(block.isPresent() ? endMs : Math.max(endMs, nextRangeMs(endMs)));
  }

  /** Beginning of the first range with samples, or that may get some yet. */
  private long nextRangeMs(long fromMs) {
    long openMs = BlockRanges.startOf(head.settledMaxTimeMs() - rangeMs / 2, rangeMs);
    long oldestMs = head.oldestFromMs(fromMs, fromMs + rangeMs);
    return Math.min(openMs, BlockRanges.startOf(oldestMs, rangeMs));
  }
}

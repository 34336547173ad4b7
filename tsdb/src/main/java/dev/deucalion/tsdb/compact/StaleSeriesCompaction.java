package dev.deucalion.tsdb.compact;

import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.head.EndedSeries;
import dev.deucalion.tsdb.head.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes blocks of series that ended, when they are many, and takes them out of the head before the
 * rest of it is due. For one thread at a time.
 */
final class StaleSeriesCompaction {
  private static final Logger LOG = LoggerFactory.getLogger(StaleSeriesCompaction.class);

  /** When the head is due so soon, it takes them with it: as in Prometheus, of two hours. */
  private static final long MAX_SOON_MS = TimeUnit.MINUTES.toMillis(10);

  /** Of shorter ranges the same part, or ended series would never go by themselves. */
  private static final int SOON_PARTS_OF_RANGE = 12;

  private final Head head;
  private final long rangeMs;
  private final long soonMs;
  private final Clock clock;
  private final BlockMaker maker;
  private final BlockWriter writer;
  private final PublishedBlocks published;
  private final CompactionCounters counters;
  private long headCompactedMs = Long.MIN_VALUE;

  /**
   * @param rangeMs time of a block
   */
  StaleSeriesCompaction(
      Head head,
      long rangeMs,
      Clock clock,
      BlockMaker maker,
      BlockWriter writer,
      PublishedBlocks published,
      CompactionCounters counters) {
    this.head = head;
    this.rangeMs = rangeMs;
    soonMs = Math.min(MAX_SOON_MS, rangeMs / SOON_PARTS_OF_RANGE);
    this.clock = clock;
    this.maker = maker;
    this.writer = writer;
    this.published = published;
    this.counters = counters;
  }

  /** Notes that the head was compacted now. */
  void headCompacted() {
    headCompactedMs = clock.nowMs();
  }

  /**
   * Runs when it is time.
   *
   * @param threshold part of the head's series that must have ended, up to 1; 0 is never
   * @throws IOException when that failed; the head has the series still
   */
  void runIfDue(double threshold) throws IOException {
    int series = head.seriesCount();
    if (threshold <= 0 || series == 0 || isHeadSoonDue()) {
      return;
    }
    int ended = head.endedCount();
    if (ended > 0 && ended >= threshold * series) {
      run();
    }
  }

  private boolean isHeadSoonDue() {
    return headCompactedMs != Long.MIN_VALUE && clock.nowMs() + soonMs > headCompactedMs + rangeMs;
  }

  private void run() throws IOException {
    counters.staleTriggered.increment();
    long startNanos = System.nanoTime();
    try (EndedSeries ended = head.endedSeries()) {
      // Blocks outlive a loss of power: the batches that they have, and those before, must, too.
      head.syncLog();
      List<BlockMeta> blocks = new ArrayList<>();
      if (!ended.isEmpty()) {
        long beginMs = BlockRanges.startOf(ended.minTimeMs(), rangeMs);
        for (; beginMs <= ended.maxTimeMs(); beginMs += rangeMs) {
          long endMs = beginMs + rangeMs;
          maker
              .writeHead(
                  writer,
                  ended.chunks(beginMs, endMs - 1),
                  beginMs,
                  endMs,
                  List.of(BlockMeta.FROM_STALE_SERIES))
              .ifPresent(blocks::add);
        }
      }
      published.publish(blocks);
      int dropped = ended.drop();
      LOG.info("Series that ended went into blocks, series={} blocks={}", dropped, blocks.size());
      counters.staleSeconds.add((System.nanoTime() - startNanos) / 1e9);
    } catch (IOException | RuntimeException | Error e) {
      counters.staleFailed.increment();
      throw e;
    }
  }
}

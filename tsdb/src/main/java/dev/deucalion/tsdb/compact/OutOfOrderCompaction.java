package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.OutOfOrderCut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes blocks of what came out of order, one for each aligned range of time, and takes it out of
 * the head. For one thread at a time.
 */
final class OutOfOrderCompaction {
  private final Head head;
  private final long rangeMs;
  private final BlockMaker maker;
  private final BlockWriter writer;
  private final PublishedBlocks published;

  /**
   * @param rangeMs time of a block
   */
  OutOfOrderCompaction(
      Head head, long rangeMs, BlockMaker maker, BlockWriter writer, PublishedBlocks published) {
    this.head = head;
    this.rangeMs = rangeMs;
    this.maker = maker;
    this.writer = writer;
    this.published = published;
  }

  /**
   * Makes blocks of all that came out of order so far.
   *
   * @throws IOException when that failed; the head has the samples still
   */
  void run() throws IOException {
    OutOfOrderCut cut = head.cutOutOfOrder();
    if (!cut.isEmpty()) {
      published.publish(write(cut, writer));
      cut.drop();
    }
  }

  /**
   * Copies all that came out of order so far as blocks, and the head keeps it.
   *
   * @param into writes the blocks
   */
  void copy(BlockWriter into) throws IOException {
    OutOfOrderCut cut = head.cutOutOfOrder();
    if (!cut.isEmpty()) {
      write(cut, into);
    }
  }

  private List<BlockMeta> write(OutOfOrderCut cut, BlockWriter into) throws IOException {
    List<BlockMeta> blocks = new ArrayList<>();
    long startMs = BlockRanges.startOf(cut.minTimeMs(), rangeMs);
    for (; startMs <= cut.maxTimeMs(); startMs += rangeMs) {
      long endMs = startMs + rangeMs;
      maker
          .writeHead(
              into,
              cut.chunks(startMs, endMs - 1),
              startMs,
              endMs,
              List.of(BlockMeta.FROM_OUT_OF_ORDER))
          .ifPresent(blocks::add);
    }
    return blocks;
  }
}

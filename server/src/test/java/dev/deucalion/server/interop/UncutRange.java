package dev.deucalion.server.interop;

import dev.deucalion.tsdb.block.BlockMeta;
import java.util.List;

/**
 * The times at the end of blocks that may have late samples only, although the blocks do not say
 * so. Prometheus 2.42 leaves such, where it is killed before it has marked them, or after it has
 * merged them; when it starts again, it takes nothing of these times from its log.
 *
 * @param fromMs first time, inclusive
 * @param toMs last time, exclusive
 */
record UncutRange(long fromMs, long toMs) {
  static final UncutRange NONE = new UncutRange(Long.MIN_VALUE, Long.MIN_VALUE + 1);

  /** The range of blocks, from the end of the newest that is as it was cut from the head. */
  static UncutRange of(List<BlockMeta> blocks) {
    long fromMs = Long.MIN_VALUE;
    long toMs = Long.MIN_VALUE + 1;
    for (BlockMeta block : blocks) {
      if (block.compaction().hints().isEmpty()) {
        toMs = Math.max(toMs, block.maxTimeMs());
        if (isCutFromHead(block)) {
          fromMs = Math.max(fromMs, block.maxTimeMs());
        }
      }
    }
    return new UncutRange(Math.min(fromMs, toMs - 1), toMs);
  }

  /**
   * One that begins with its first sample; blocks of late samples begin at multiples of a range.
   */
  private static boolean isCutFromHead(BlockMeta block) {
    return block.compaction().level() == 1 && block.minTimeMs() % PrometheusStore.MIN_BLOCK_MS != 0;
  }
}

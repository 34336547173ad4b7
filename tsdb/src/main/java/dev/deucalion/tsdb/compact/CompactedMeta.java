package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockMeta;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a block says of itself before it is written. One that is not of a part of the head's samples
 * says up to when all samples in order are in blocks.
 */
final class CompactedMeta {
  private CompactedMeta() {}

  /** A block of the head's samples. */
  static BlockMeta ofHead(String ulid, long minTimeMs, long maxTimeMs, List<String> hints) {
    return planned(ulid, minTimeMs, maxTimeMs, 1, List.of(ulid), List.of(), hints, maxTimeMs);
  }

  /**
   * A block that takes the place of another one, without what was deleted from it.
   *
   * @param inOrderEndMs samples in order before it are in blocks
   */
  static BlockMeta cleaned(String ulid, BlockMeta block, long inOrderEndMs) {
    return planned(
        ulid,
        block.minTimeMs(),
        block.maxTimeMs(),
        1,
        List.of(ulid),
        List.of(parent(block)),
        block.compaction().hints(),
        inOrderEndMs);
  }

  /**
   * A block that several are merged into.
   *
   * @param blocks at least one, by their beginnings
   * @param inOrderEndMs samples in order before it are in blocks
   */
  static BlockMeta merged(String ulid, List<BlockMeta> blocks, long inOrderEndMs) {
    long minTimeMs = Long.MAX_VALUE;
    long maxTimeMs = Long.MIN_VALUE;
    int level = 0;
    Set<String> sources = new TreeSet<>();
    List<BlockMeta.Parent> parents = new ArrayList<>();
    for (BlockMeta block : blocks) {
      minTimeMs = Math.min(minTimeMs, block.minTimeMs());
      maxTimeMs = Math.max(maxTimeMs, block.maxTimeMs());
      level = Math.max(level, block.compaction().level());
      sources.addAll(block.compaction().sources());
      parents.add(parent(block));
    }
    return planned(
        ulid,
        minTimeMs,
        maxTimeMs,
        level + 1,
        List.copyOf(sources),
        parents,
        hints(blocks),
        inOrderEndMs);
  }

  /** A merged block is out of order when all its parents are, and partial when any is. */
  private static List<String> hints(List<BlockMeta> blocks) {
    Set<String> hints = new LinkedHashSet<>();
    for (BlockMeta block : blocks) {
      for (String hint : block.compaction().hints()) {
        if (hint.equals(BlockMeta.FROM_STALE_SERIES)
            || hint.equals(BlockMeta.FROM_SELECTED_SERIES)) {
          hints.add(hint);
        }
      }
    }
    if (blocks.stream()
        .allMatch(b -> b.compaction().hints().contains(BlockMeta.FROM_OUT_OF_ORDER))) {
      hints.add(BlockMeta.FROM_OUT_OF_ORDER);
    }
    return List.copyOf(hints);
  }

  private static BlockMeta.Parent parent(BlockMeta block) {
    return new BlockMeta.Parent(block.ulid(), block.minTimeMs(), block.maxTimeMs());
  }

  private static BlockMeta planned(
      String ulid,
      long minTimeMs,
      long maxTimeMs,
      int level,
      List<String> sources,
      List<BlockMeta.Parent> parents,
      List<String> hints,
      long inOrderEndMs) {
    BlockMeta planned =
        new BlockMeta(
            ulid,
            minTimeMs,
            maxTimeMs,
            BlockMeta.Stats.NONE,
            new BlockMeta.Compaction(level, sources, false, parents, false, hints));
    return hints.isEmpty() && inOrderEndMs > minTimeMs
        ? planned.withInOrderEndMs(Math.min(inOrderEndMs, maxTimeMs))
        : planned;
  }
}

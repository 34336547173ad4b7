package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions.Overlapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides which blocks become one. What comes first wins:
 *
 * <ol>
 *   <li>blocks whose times overlap;
 *   <li>of each range of time, the shortest first, the blocks that fill an aligned stretch of it,
 *       or that lie in one that is over;
 *   <li>a long block of whose series more than a twentieth have tombstones, or any block of whose
 *       series all have.
 * </ol>
 *
 * <p>Blocks that are marked as failed are left alone, or each look would read them again in vain,
 * and what comes behind them would never get its turn. The newest block is left alone by the last
 * two, so that it can be backed up. Blocks of a part of the head's series ({@link
 * BlockMeta#FROM_STALE_SERIES}, {@link BlockMeta#FROM_SELECTED_SERIES}) are merged with their like
 * only: merged with others they would lose the hint which says that the log still has what the
 * block has not.
 */
public final class CompactionPlanner {
  private static final double MAX_TOMBSTONES = 0.05;

  private final List<Long> rangesMs;
  private final Overlapping overlapping;
  private final Predicate<BlockMeta> held;

  /**
   * A planner.
   *
   * @param rangesMs from {@link BlockRanges}
   * @param held which blocks must wait, and all newer ones with them
   */
  public CompactionPlanner(
      List<Long> rangesMs, Overlapping overlapping, Predicate<BlockMeta> held) {
    this.rangesMs = List.copyOf(rangesMs);
    this.overlapping = overlapping;
    this.held = held;
  }

  /** The blocks to compact next, by their beginnings; none when there is nothing to do. */
  public List<BlockMeta> plan(List<BlockMeta> blocks) {
    List<BlockMeta> open = beforeHeld(blocks);
    for (Origin origin : Origin.values()) {
      List<BlockMeta> plan = planAlike(open.stream().filter(b -> Origin.of(b) == origin).toList());
      if (!plan.isEmpty()) {
        return plan;
      }
    }
    return List.of();
  }

  /** What a block was made of; in the order in which blocks are compacted. */
  private enum Origin {
    ALL_SERIES,
    STALE_SERIES,
    SELECTED_SERIES;

    static Origin of(BlockMeta block) {
      List<String> hints = block.compaction().hints();
      if (hints.contains(BlockMeta.FROM_STALE_SERIES)) {
        return STALE_SERIES;
      }
      return hints.contains(BlockMeta.FROM_SELECTED_SERIES) ? SELECTED_SERIES : ALL_SERIES;
    }
  }

  /** Blocks are uploaded in the order in which they are made, so one that waits holds the rest. */
  private List<BlockMeta> beforeHeld(List<BlockMeta> blocks) {
    List<BlockMeta> open = new ArrayList<>();
    for (BlockMeta block : blocks.stream().sorted(Comparator.comparing(BlockMeta::ulid)).toList()) {
      if (held.test(block)) {
        break;
      }
      open.add(block);
    }
    return open;
  }

  private List<BlockMeta> planAlike(List<BlockMeta> blocks) {
    if (blocks.isEmpty()) {
      return List.of();
    }
    List<BlockMeta> byTime =
        blocks.stream().sorted(Comparator.comparingLong(BlockMeta::minTimeMs)).toList();
    List<BlockMeta> plan =
        switch (overlapping) {
          case MERGED -> overlapping(byTime);
          case KEPT -> List.of();
        };
    if (!plan.isEmpty()) {
      return plan;
    }
    List<BlockMeta> older = byTime.subList(0, byTime.size() - 1);
    plan = fullRange(older);
    return plan.isEmpty() ? deletedFrom(older) : plan;
  }

  /** The first stretch of blocks that hang together by overlapping, if any. */
  private static List<BlockMeta> overlapping(List<BlockMeta> byTime) {
    List<BlockMeta> found = new ArrayList<>();
    long endMs = Long.MIN_VALUE;
    for (BlockMeta block : byTime) {
      if (block.minTimeMs() >= endMs) {
        if (isToMerge(found)) {
          return found;
        }
        found.clear();
      }
      found.add(block);
      endMs = Math.max(endMs, block.maxTimeMs());
    }
    return isToMerge(found) ? found : List.of();
  }

  private static boolean isToMerge(List<BlockMeta> group) {
    return group.size() > 1 && group.stream().noneMatch(block -> block.compaction().failed());
  }

  private List<BlockMeta> fullRange(List<BlockMeta> byTime) {
    if (byTime.isEmpty()) {
      return List.of();
    }
    long newestMs = byTime.getLast().minTimeMs();
    for (long rangeMs : rangesMs.subList(1, rangesMs.size())) {
      for (List<BlockMeta> group : aligned(byTime, rangeMs)) {
        long fromMs = group.getFirst().minTimeMs();
        long toMs = group.getLast().maxTimeMs();
        if (isToMerge(group) && (toMs - fromMs == rangeMs || toMs <= newestMs)) {
          return group;
        }
      }
    }
    return List.of();
  }

  /** Groups of blocks that lie within the same multiple of a range; others are left out. */
  private static List<List<BlockMeta>> aligned(List<BlockMeta> byTime, long rangeMs) {
    List<List<BlockMeta>> groups = new ArrayList<>();
    int i = 0;
    while (i < byTime.size()) {
      long endMs = BlockRanges.endAfter(byTime.get(i).minTimeMs(), rangeMs);
      List<BlockMeta> group = new ArrayList<>();
      while (i < byTime.size() && byTime.get(i).maxTimeMs() <= endMs) {
        group.add(byTime.get(i++));
      }
      if (group.isEmpty()) {
        i++;
      } else {
        groups.add(group);
      }
    }
    return groups;
  }

  private List<BlockMeta> deletedFrom(List<BlockMeta> byTime) {
    long longMs = rangesMs.get(rangesMs.size() / 2);
    for (BlockMeta block : byTime.reversed()) {
      if (block.compaction().failed()) {
        continue;
      }
      long tombstones = block.stats().tombstones();
      long series = block.stats().series();
      if (block.maxTimeMs() - block.minTimeMs() < longMs) {
        // Blocks before it may be long enough, but their turn is when this one is.
        return tombstones > 0 && tombstones >= series ? List.of(block) : List.of();
      }
      if ((double) tombstones / (double) (series + 1) > MAX_TOMBSTONES) {
        return List.of(block);
      }
    }
    return List.of();
  }
}

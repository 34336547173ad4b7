package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockMeta;
import java.util.Comparator;
import java.util.List;

/** Works out which blocks are beyond the limits: always the oldest ones, and whole. */
final class Retention {
  private Retention() {}

  /** A block and its size on disk. */
  record SizedBlock(BlockMeta meta, long bytes) {}

  /**
   * What must go.
   *
   * @param byTime ulids of blocks that are too old
   * @param bySize ulids of blocks that there is no room for, some of which may be too old as well
   */
  record Expired(List<String> byTime, List<String> bySize) {}

  /**
   * Applies the limits.
   *
   * @param otherBytes of log and head chunks, which count but are never deleted for it
   * @param diskBytes size of the file system, 0 when it is not known: then the percentage is no
   *     limit
   */
  static Expired expired(
      List<SizedBlock> blocks, RetentionLimits limits, long otherBytes, long diskBytes) {
    List<SizedBlock> newestFirst =
        blocks.stream()
            .sorted(Comparator.comparingLong((SizedBlock b) -> b.meta().maxTimeMs()).reversed())
            .toList();
    return new Expired(
        ulids(newestFirst, tooOldFrom(newestFirst, limits.timeMs())),
        ulids(newestFirst, tooMuchFrom(newestFirst, maxBytes(limits, diskBytes), otherBytes)));
  }

  private static List<String> ulids(List<SizedBlock> newestFirst, int from) {
    return newestFirst.subList(from, newestFirst.size()).stream()
        .map(block -> block.meta().ulid())
        .toList();
  }

  private static int tooOldFrom(List<SizedBlock> newestFirst, long maxAgeMs) {
    int i = 0;
    while (i < newestFirst.size()
        && (maxAgeMs == 0
            || i == 0
            || newestFirst.getFirst().meta().maxTimeMs() - newestFirst.get(i).meta().maxTimeMs()
                < maxAgeMs)) {
      i++;
    }
    return i;
  }

  private static long maxBytes(RetentionLimits limits, long diskBytes) {
    return limits.percentage() > 0 && diskBytes > 0
        ? (long) ((double) diskBytes * limits.percentage() / 100)
        : limits.bytes();
  }

  private static int tooMuchFrom(List<SizedBlock> newestFirst, long maxBytes, long otherBytes) {
    long bytes = otherBytes;
    int i = 0;
    while (i < newestFirst.size()) {
      bytes += newestFirst.get(i).bytes();
      if (maxBytes > 0 && bytes > maxBytes) {
        return i;
      }
      i++;
    }
    return i;
  }
}

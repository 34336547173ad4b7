package dev.deucalion.tsdb.block;

import java.util.List;
import java.util.Set;

/**
 * Finds what cannot be in a block's description. It has no checksum, so this compares what it says
 * in two places and what it may say at all; the times of a block of level 1 stand there once only.
 */
final class BlockMetaCheck {
  private static final Set<String> HINTS =
      Set.of(
          BlockMeta.FROM_OUT_OF_ORDER, BlockMeta.FROM_SELECTED_SERIES, BlockMeta.FROM_STALE_SERIES);

  private BlockMetaCheck() {}

  /**
   * Adds one line for each thing.
   *
   * @param name of the block's directory
   * @param where the block is, for the lines
   */
  static void check(BlockMeta meta, String name, String where, List<String> problems) {
    BlockMeta.Compaction compaction = meta.compaction();
    if (!meta.ulid().equals(name)) {
      problems.add(where + ": is described as " + meta.ulid());
    }
    if (meta.minTimeMs() >= meta.maxTimeMs()) {
      problems.add(
          "%s: ends at %s, begins at %s".formatted(where, meta.maxTimeMs(), meta.minTimeMs()));
    }
    if (meta.inOrderEndMs().orElse(meta.maxTimeMs()) > meta.maxTimeMs()) {
      problems.add(
          "%s: ends at %s, says that samples in order are in blocks up to %s"
              .formatted(where, meta.maxTimeMs(), meta.inOrderEndMs().getAsLong()));
    }
    if (compaction.level() < 1 || compaction.sources().isEmpty()) {
      problems.add(where + ": does not say where it comes from");
    }
    for (String source : compaction.sources()) {
      if (!Ulid.isUlid(source)) {
        problems.add(where + ": source \"" + source + "\" is none");
      }
    }
    for (String hint : compaction.hints()) {
      if (!HINTS.contains(hint)) {
        problems.add(where + ": unknown hint \"" + hint + '"');
      }
    }
    checkSpan(meta, where, problems);
  }

  /** A block that others went into has their times. */
  private static void checkSpan(BlockMeta meta, String where, List<String> problems) {
    List<BlockMeta.Parent> parents = meta.compaction().parents();
    if (parents.isEmpty()) {
      return;
    }
    long minTimeMs = parents.stream().mapToLong(BlockMeta.Parent::minTimeMs).min().orElseThrow();
    long maxTimeMs = parents.stream().mapToLong(BlockMeta.Parent::maxTimeMs).max().orElseThrow();
    if (meta.minTimeMs() != minTimeMs || meta.maxTimeMs() != maxTimeMs) {
      problems.add(
          "%s: is of %s to %s, its parents of %s to %s"
              .formatted(where, meta.minTimeMs(), meta.maxTimeMs(), minTimeMs, maxTimeMs));
    }
  }
}

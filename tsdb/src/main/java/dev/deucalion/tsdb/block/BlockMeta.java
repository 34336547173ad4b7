package dev.deucalion.tsdb.block;

import java.util.List;
import java.util.OptionalLong;

/**
 * What {@code meta.json} says of a block.
 *
 * @param ulid the block's name, 26 characters
 * @param minTimeMs earliest time, inclusive
 * @param maxTimeMs latest time, exclusive
 * @param inOrderEndMs time before which this block and older ones have all samples in order of the
 *     store, exclusive; empty where the block does not say, as those of other programs do not
 */
public record BlockMeta(
    String ulid,
    long minTimeMs,
    long maxTimeMs,
    Stats stats,
    Compaction compaction,
    OptionalLong inOrderEndMs) {
  /** Hint of a block of samples that came out of order. */
  public static final String FROM_OUT_OF_ORDER = "from-out-of-order";

  /** Hint of a block of series that somebody chose; Prometheus' library writes such. */
  public static final String FROM_SELECTED_SERIES = "from-selected-series";

  /** Hint of a block of series that had ended. */
  public static final String FROM_STALE_SERIES = "from-stale-series";

  /** One that does not say up to when samples in order are in blocks. */
  public BlockMeta(
      String ulid, long minTimeMs, long maxTimeMs, Stats stats, Compaction compaction) {
    this(ulid, minTimeMs, maxTimeMs, stats, compaction, OptionalLong.empty());
  }

  /** This with other counts. */
  public BlockMeta withStats(Stats newStats) {
    return new BlockMeta(ulid, minTimeMs, maxTimeMs, newStats, compaction, inOrderEndMs);
  }

  /** This with another origin. */
  public BlockMeta withCompaction(Compaction newCompaction) {
    return new BlockMeta(ulid, minTimeMs, maxTimeMs, stats, newCompaction, inOrderEndMs);
  }

  /** This with a time before which all samples in order are in blocks. */
  public BlockMeta withInOrderEndMs(long newInOrderEndMs) {
    return new BlockMeta(
        ulid, minTimeMs, maxTimeMs, stats, compaction, OptionalLong.of(newInOrderEndMs));
  }

  /** How much is in the block. */
  public record Stats(
      long samples,
      long floatSamples,
      long histogramSamples,
      long series,
      long chunks,
      long tombstones) {
    /** Nothing. */
    public static final Stats NONE = new Stats(0, 0, 0, 0, 0, 0);

    /** These with another count of tombstones. */
    public Stats withTombstones(long newTombstones) {
      return new Stats(samples, floatSamples, histogramSamples, series, chunks, newTombstones);
    }
  }

  /** A block that went into this one. */
  public record Parent(String ulid, long minTimeMs, long maxTimeMs) {}

  /**
   * Where the block comes from.
   *
   * @param level 1 for a block cut from the head, one more than the highest parent's otherwise
   * @param sources ulids of all level-1 blocks that it holds, sorted
   * @param deletable whether the block is empty and only there to replace its parents
   * @param parents the blocks that were compacted into it
   * @param failed whether compacting this block failed, so that it is left alone from now on
   * @param hints such as {@link #FROM_OUT_OF_ORDER}
   */
  public record Compaction(
      int level,
      List<String> sources,
      boolean deletable,
      List<Parent> parents,
      boolean failed,
      List<String> hints) {
    /** Copies the lists. */
    public Compaction {
      sources = List.copyOf(sources);
      parents = List.copyOf(parents);
      hints = List.copyOf(hints);
    }

    /** This, of a block that could not be compacted. */
    public Compaction withFailed() {
      return new Compaction(level, sources, deletable, parents, true, hints);
    }

    /** This, of a block that may be deleted. */
    public Compaction withDeletable() {
      return new Compaction(level, sources, true, parents, failed, hints);
    }
  }
}

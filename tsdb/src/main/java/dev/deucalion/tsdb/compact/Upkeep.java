package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Everything that happens to samples after the head has taken them. Safe for many threads. */
public sealed interface Upkeep extends Closeable permits DiskUpkeep, MemoryUpkeep {
  /**
   * Does at once whatever is due: moves old samples out of the head, merges blocks, deletes what is
   * beyond the limits.
   *
   * @throws IOException when something failed; it is tried again next time
   */
  void compact() throws IOException;

  /**
   * Makes blocks of series that ended, and takes them out of the head, when they are many and the
   * rest of the head is not due soon.
   *
   * @throws IOException when that failed; the head has the series still
   */
  void compactStale() throws IOException;

  /**
   * Deletes samples with {@code minTimeMs <= time <= maxTimeMs} of the series that all matchers
   * match: they are gone from answers at once, and from the disk when their block is next written.
   */
  void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException;

  /** Rewrites all blocks from which something was deleted. */
  void cleanTombstones() throws IOException;

  /**
   * Copies the store as blocks.
   *
   * @param dir a directory that is not the store's; it is made where missing
   * @param withHead whether samples that are not in blocks yet become one there
   */
  void snapshot(Path dir, boolean withHead) throws IOException;

  /** The blocks, by their beginnings. */
  List<BlockMeta> blocks();

  /** Where the samples are that the head has no more. */
  OlderSamples blockSamples();

  /** How much is kept from now on. */
  void limit(RetentionLimits limits);

  /**
   * Which part of the head's series must have ended for them to become blocks before their time.
   *
   * @param threshold up to 1; 0 for never
   */
  void compactStaleFrom(double threshold);

  /** Counters and gauges now. */
  CompactionStats stats();

  /** Gives up what is under way, and lets go of all files. */
  @Override
  void close() throws IOException;
}

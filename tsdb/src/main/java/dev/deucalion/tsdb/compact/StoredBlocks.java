package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a data directory, within the limits of what is kept. Any thread may ask; {@link
 * #reload} and {@link #publish} are for one at a time.
 */
public final class StoredBlocks implements Closeable, PublishedBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(StoredBlocks.class);

  private final DataDirectory directory;
  private final BlockList list;
  private final CompactionCounters counters = new CompactionCounters();
  private volatile RetentionLimits limits;

  /** Bytes of what counts for the limits but is no block. */
  private volatile LongSupplier otherBytes = () -> 0;

  private StoredBlocks(FileOps files, Path dir, RetentionLimits limits) {
    directory = new DataDirectory(files, dir);
    list = new BlockList(files, directory, this::expired);
    this.limits = limits;
  }

  /**
   * Opens the blocks of a directory, from which whatever was not finished is deleted first.
   *
   * @throws IOException when the directory cannot be used; a block that cannot be read is left out
   */
  public static StoredBlocks open(FileOps files, Path dir, RetentionLimits limits)
      throws IOException {
    StoredBlocks blocks = new StoredBlocks(files, dir, limits);
    blocks.directory.deleteLeftovers();
    blocks.reload();
    return blocks;
  }

  /**
   * End of the newest block that holds all in-order samples of its time: what the head need not
   * have.
   */
  public OptionalLong inOrderEndMs() {
    return list.inOrderEndMs();
  }

  /**
   * Time before which blocks have all samples in order, as the blocks that we wrote say; ones of
   * others may end later.
   */
  public OptionalLong knownInOrderEndMs() {
    return list.knownInOrderEndMs();
  }

  /** Whether a block has a sample, be it deleted or not; false where none can be read. */
  public boolean has(Labels series, long timeMs) {
    return list.has(series, timeMs);
  }

  /** What counts for the limit of bytes beside the blocks. */
  public void count(LongSupplier newOtherBytes) {
    otherBytes = newOtherBytes;
  }

  void limit(RetentionLimits newLimits) {
    limits = newLimits;
  }

  RetentionLimits limits() {
    return limits;
  }

  BlockList list() {
    return list;
  }

  DataDirectory directory() {
    return directory;
  }

  CompactionCounters counters() {
    return counters;
  }

  /** Looks which blocks there are now, and deletes those that are not needed any more. */
  void reload() throws IOException {
    counters.reloads.increment();
    try {
      list.reload();
      if (list.unreadable() > 0) {
        counters.reloadsFailed.increment();
      }
    } catch (IOException | RuntimeException e) {
      counters.reloadsFailed.increment();
      throw e;
    }
  }

  @Override
  public void publish(List<BlockMeta> written) throws IOException {
    try {
      reload();
      for (BlockMeta block : written) {
        list.requireReadable(block.ulid());
      }
    } catch (IOException | RuntimeException | Error e) {
      for (BlockMeta block : written) {
        try {
          directory.delete(block.ulid());
        } catch (IOException suppressed) {
          e.addSuppressed(suppressed);
        }
      }
      throw e;
    }
  }

  /**
   * Lets readers see blocks that were just written in the place of others. One that cannot be
   * opened replaces none, and is deleted; those before it stay.
   *
   * @throws IOException when there was such a block, with the reason as its cause; or when the
   *     directory could not be read or a block not be deleted, which the next look makes good
   */
  void replace(List<BlockMeta> written) throws IOException {
    reload();
    IOException failure = null;
    for (BlockMeta block : written) {
      try {
        list.requireReadable(block.ulid());
      } catch (IOException e) {
        directory.delete(block.ulid());
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Set<String> expired(List<Retention.SizedBlock> blocks) {
    RetentionLimits now = limits;
    Retention.Expired expired =
        Retention.expired(
            blocks, now, otherBytes.getAsLong(), now.percentage() > 0 ? directory.diskBytes() : 0);
    if (!expired.byTime().isEmpty()) {
      counters.timeRetentions.increment();
      LOG.info("Blocks are older than what is kept, blocks={}", expired.byTime());
    }
    if (!expired.bySize().isEmpty()) {
      counters.sizeRetentions.increment();
      LOG.info("Blocks are more than what is kept, blocks={}", expired.bySize());
    }
    Set<String> all = new HashSet<>(expired.byTime());
    all.addAll(expired.bySize());
    return all;
  }

  @Override
  public void close() throws IOException {
    list.close();
  }
}

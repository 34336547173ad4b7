package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a data directory that are open for reading. Any thread may read; {@link #reload}
 * and {@link #close} are for one at a time.
 *
 * <p>The list is the truth for readers, the directory for {@link #reload}: blocks that somebody put
 * there appear, those that were taken away go. A block that cannot be opened stays where it is, is
 * named in the log and counted; the others are served.
 */
final class BlockList implements OlderSamples, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockList.class);

  /** Says which blocks there is no place for. */
  interface Limits {
    /** Ulids of the blocks to delete. */
    Set<String> expired(List<Retention.SizedBlock> blocks);
  }

  private final FileOps files;
  private final DataDirectory directory;
  private final Limits limits;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** By their beginnings; guarded by the lock, as is that none of them is closed. */
  private List<Block> blocks = List.of();

  private volatile long bytes;

  /** Why blocks cannot be opened, by ulid; what was said of them already. */
  private final Map<String, IOException> problems = new HashMap<>();

  BlockList(FileOps files, DataDirectory directory, Limits limits) {
    this.files = files;
    this.directory = directory;
    this.limits = limits;
  }

  @Override
  public List<Source> open(long minTimeMs, long maxTimeMs) {
    List<Source> sources = new ArrayList<>();
    lock.readLock().lock();
    try {
      for (Block block : blocks) {
        BlockMeta meta = block.meta();
        if (meta.minTimeMs() <= maxTimeMs && minTimeMs < meta.maxTimeMs()) {
          sources.add(new Source(block.querier(minTimeMs, maxTimeMs), meta.minTimeMs()));
        }
      }
    } finally {
      lock.readLock().unlock();
    }
    return sources;
  }

  /** The blocks now, by their beginnings. They stay open as long as nobody reloads. */
  List<Block> blocks() {
    lock.readLock().lock();
    try {
      return blocks;
    } finally {
      lock.readLock().unlock();
    }
  }

  List<BlockMeta> metas() {
    return blocks().stream().map(Block::meta).toList();
  }

  /** The open blocks of these descriptions, in their order. */
  List<Block> named(List<BlockMeta> metas) {
    Map<String, Block> byUlid = new HashMap<>();
    blocks().forEach(block -> byUlid.put(block.meta().ulid(), block));
    return metas.stream().map(meta -> byUlid.get(meta.ulid())).toList();
  }

  /** Bytes on disk of all blocks, when they were loaded. */
  long bytes() {
    return bytes;
  }

  /** Bytes of memory for the symbols of all blocks. */
  long symbolTableBytes() {
    return blocks().stream().mapToLong(Block::symbolTableBytes).sum();
  }

  /** Number of blocks that cannot be opened. */
  synchronized int unreadable() {
    return problems.size();
  }

  /**
   * Refuses a block that the last reload found but could not open.
   *
   * @throws IOException when it is one; why is the cause
   */
  synchronized void requireReadable(String ulid) throws IOException {
    IOException problem = problems.get(ulid);
    if (problem != null) {
      throw new IOException(
          "block " + ulid + " was written but cannot be read: " + problem, problem);
    }
  }

  /**
   * End of the newest block that holds all in-order samples of its time: what the head need not
   * have. One that does not say where it comes from may hold anything.
   */
  OptionalLong inOrderEndMs() {
    return metas().stream()
        .filter(meta -> meta.compaction().level() > 0 && meta.compaction().hints().isEmpty())
        .mapToLong(BlockMeta::maxTimeMs)
        .max();
  }

  /**
   * Time before which blocks have all samples in order, as the blocks that we wrote say; ones of
   * others may end later.
   */
  OptionalLong knownInOrderEndMs() {
    return metas().stream().mapToLong(BlockList::knownInOrderEndMs).max();
  }

  private static long knownInOrderEndMs(BlockMeta meta) {
    return Math.min(meta.inOrderEndMs().orElse(Long.MIN_VALUE), meta.maxTimeMs());
  }

  /** Whether a block has a sample, be it deleted or not; false where none can be read. */
  boolean has(Labels series, long timeMs) {
    for (Block block : blocks()) {
      BlockMeta meta = block.meta();
      if (meta.minTimeMs() <= timeMs && timeMs < meta.maxTimeMs()) {
        try {
          if (block.has(series, timeMs)) {
            return true;
          }
        } catch (UncheckedIOException | InternalError e) {
          // The latter is how the JVM says that it met a fault in a mapping.
          LOG.warn("Block cannot be searched, block={} err={}", meta.ulid(), e.toString());
        }
      }
    }
    return false;
  }

  /**
   * Looks which blocks there are now, and deletes those that were merged into others, that are
   * empty, or that are beyond the limits.
   *
   * @throws IOException when the directory cannot be read, or a block not be deleted
   */
  void reload() throws IOException {
    Map<String, Block> open = new HashMap<>();
    blocks().forEach(block -> open.put(block.meta().ulid(), block));
    List<Block> found = new ArrayList<>();
    List<Block> added = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<Retention.SizedBlock> sized = new ArrayList<>();
    try {
      for (String ulid : directory.blocks()) {
        Block block = open.get(ulid);
        if (block == null) {
          block = open(ulid);
          if (block == null) {
            unreadable.add(ulid);
            continue;
          }
          added.add(block);
        }
        found.add(block);
        sized.add(new Retention.SizedBlock(block.meta(), block.sizeBytes()));
      }
    } catch (IOException | RuntimeException | Error e) {
      added.forEach(Block::close);
      throw e;
    }
    Set<String> obsolete = obsolete(sized);
    keepInOrderEnd(found, obsolete);
    List<Block> kept = new ArrayList<>(found);
    kept.removeIf(block -> obsolete.contains(block.meta().ulid()));
    kept.sort(Comparator.comparingLong(block -> block.meta().minTimeMs()));
    bytes =
        sized.stream()
            .filter(block -> !obsolete.contains(block.meta().ulid()))
            .mapToLong(Retention.SizedBlock::bytes)
            .sum();
    replace(kept, found).forEach(Block::close);
    forget(unreadable, obsolete);
    for (String ulid : obsolete) {
      directory.delete(ulid);
    }
  }

  private @Nullable Block open(String ulid) {
    try {
      return Block.open(files, directory.blockDir(ulid));
    } catch (IOException e) {
      synchronized (this) {
        IOException before = problems.put(ulid, e);
        if (before == null || !before.toString().equals(e.toString())) {
          LOG.error(
              "Block cannot be read and is left as it is, block={} err={}", ulid, e.toString());
        }
      }
      return null;
    }
  }

  /** Forgets what was said of blocks that can be read or are gone. */
  private synchronized void forget(List<String> unreadable, Set<String> obsolete) {
    problems.keySet().retainAll(unreadable);
    problems.keySet().removeAll(obsolete);
  }

  private Set<String> obsolete(List<Retention.SizedBlock> found) {
    Set<String> obsolete = new LinkedHashSet<>(limits.expired(found));
    for (Retention.SizedBlock block : found) {
      BlockMeta.Compaction compaction = block.meta().compaction();
      if (compaction.deletable()) {
        obsolete.add(block.meta().ulid());
      }
      compaction.parents().forEach(parent -> obsolete.add(parent.ulid()));
    }
    return obsolete;
  }

  /**
   * Has it noted up to when blocks have all samples in order, where all those go that say so;
   * otherwise the next start takes from the log what was let go of, or deleted. Where that cannot
   * be noted they stay.
   */
  private void keepInOrderEnd(List<Block> found, Set<String> obsolete) {
    long endMs = Long.MIN_VALUE;
    long keptEndMs = Long.MIN_VALUE;
    for (Block block : found) {
      long ms = knownInOrderEndMs(block.meta());
      endMs = Math.max(endMs, ms);
      keptEndMs = obsolete.contains(block.meta().ulid()) ? keptEndMs : Math.max(keptEndMs, ms);
    }
    if (keptEndMs == endMs) {
      return;
    }
    try {
      directory.noteInOrderEnd(endMs);
    } catch (IOException e) {
      LOG.error("Blocks stay, as it cannot be noted up to when they have all samples", e);
      for (Block block : found) {
        if (knownInOrderEndMs(block.meta()) == endMs) {
          obsolete.remove(block.meta().ulid());
        }
      }
    }
  }

  /** Puts another list in place; gives the blocks that are not in it, to be closed. */
  private List<Block> replace(List<Block> kept, List<Block> found) {
    Set<Block> gone = new HashSet<>(found);
    lock.writeLock().lock();
    try {
      gone.addAll(blocks);
      blocks = List.copyOf(kept);
    } finally {
      lock.writeLock().unlock();
    }
    kept.forEach(gone::remove);
    return List.copyOf(gone);
  }

  @Override
  public void close() {
    replace(List.of(), List.of()).forEach(Block::close);
  }
}

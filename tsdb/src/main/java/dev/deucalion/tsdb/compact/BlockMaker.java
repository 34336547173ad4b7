package dev.deucalion.tsdb.compact;

import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.block.CorruptBlockException;
import dev.deucalion.tsdb.block.Ulid;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.Closing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes blocks: of chunks of the head, of several blocks, of one without what was deleted. For one
 * thread at a time.
 */
final class BlockMaker {
  private static final Logger LOG = LoggerFactory.getLogger(BlockMaker.class);

  private final Clock clock;
  private final RandomGenerator random;
  private final CompactionCounters counters;
  private final LongSupplier inOrderEndMs;
  private final BooleanSupplier stopping;

  /**
   * @param random for the names of blocks
   * @param inOrderEndMs time before which all samples in order are in blocks
   * @param stopping whether to give up what is not finished
   */
  BlockMaker(
      Clock clock,
      RandomGenerator random,
      CompactionCounters counters,
      LongSupplier inOrderEndMs,
      BooleanSupplier stopping) {
    this.clock = clock;
    this.random = random;
    this.counters = counters;
    this.inOrderEndMs = inOrderEndMs;
    this.stopping = stopping;
  }

  private String newUlid() {
    return Ulid.create(clock.nowMs(), random);
  }

  /**
   * Writes chunks that are not in blocks yet.
   *
   * @param chunks is closed
   * @param minTimeMs beginning of the block, inclusive
   * @param maxTimeMs end of the block, exclusive
   * @return the block's description, or empty when there was no sample
   */
  Optional<BlockMeta> writeHead(
      BlockWriter writer, SeriesChunks chunks, long minTimeMs, long maxTimeMs, List<String> hints)
      throws IOException {
    return write(
        writer,
        CompactedMeta.ofHead(newUlid(), minTimeMs, maxTimeMs, hints),
        new CountedChunks(chunks, counters));
  }

  /**
   * Writes a block anew without what was deleted from it. Where nothing is left, the block is
   * marked as deletable.
   *
   * @return the new block's description, or empty when nothing is left
   */
  Optional<BlockMeta> clean(BlockWriter writer, Block block) throws IOException {
    BlockMeta planned = CompactedMeta.cleaned(newUlid(), block.meta(), inOrderEndMs.getAsLong());
    Optional<BlockMeta> cleaned = write(writer, planned, block.chunks());
    if (cleaned.isEmpty()) {
      block.markDeletable();
    }
    return cleaned;
  }

  /**
   * Merges blocks into one. Where nothing is left, they are marked as deletable; where one of them
   * turns out to be damaged, or the disk does not give it, as failed, so that they are left alone
   * from now on.
   *
   * @param blocks at least one, by their beginnings
   * @return the new block's description, or empty when nothing is left
   */
  Optional<BlockMeta> merge(BlockWriter writer, List<Block> blocks) throws IOException {
    List<BlockMeta> metas = blocks.stream().map(Block::meta).toList();
    BlockMeta planned = CompactedMeta.merged(newUlid(), metas, inOrderEndMs.getAsLong());
    if (overlap(blocks)) {
      counters.overlapping.increment();
      LOG.info("Found overlapping blocks during compaction, ulid={}", planned.ulid());
    }
    try {
      Optional<BlockMeta> merged = write(writer, planned, mergedChunks(blocks));
      if (merged.isEmpty()) {
        for (Block block : blocks) {
          block.markDeletable();
        }
      }
      return merged;
    } catch (CorruptBlockException | CorruptChunkException e) {
      markFailed(blocks, e);
      throw e;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CorruptBlockException) {
        markFailed(blocks, e);
      }
      throw e;
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapping.
      IOException failure = new IOException("blocks cannot be read: " + e.getMessage(), e);
      markFailed(blocks, failure);
      throw failure;
    }
  }

  private static boolean overlap(List<Block> blocks) {
    long endMs = Long.MIN_VALUE;
    for (Block block : blocks) {
      if (block.meta().minTimeMs() < endMs) {
        return true;
      }
      endMs = Math.max(endMs, block.meta().maxTimeMs());
    }
    return false;
  }

  private static SeriesChunks mergedChunks(List<Block> blocks) throws IOException {
    List<SeriesChunks> sources = new ArrayList<>();
    try {
      for (Block block : blocks) {
        sources.add(block.chunks());
      }
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, sources);
      throw e;
    }
    return new MergedChunks(sources);
  }

  private Optional<BlockMeta> write(BlockWriter writer, BlockMeta planned, SeriesChunks chunks)
      throws IOException {
    long startNanos = System.nanoTime();
    counters.isCompacting = true;
    try (SeriesChunks stoppable = new StoppableChunks(chunks, stopping)) {
      Optional<BlockMeta> written = writer.write(planned, stoppable);
      long millis = (System.nanoTime() - startNanos) / 1_000_000;
      if (written.isPresent()) {
        LOG.info(
            "write block completed, mint={} maxt={} ulid={} sources={} duration={}ms",
            planned.minTimeMs(),
            planned.maxTimeMs(),
            planned.ulid(),
            planned.compaction().parents().stream().map(BlockMeta.Parent::ulid).toList(),
            millis);
      } else {
        LOG.info(
            "write block resulted in empty block, mint={} maxt={} duration={}ms",
            planned.minTimeMs(),
            planned.maxTimeMs(),
            millis);
      }
      return written;
    } finally {
      counters.isCompacting = false;
      counters.ran.increment();
      counters.compactionSeconds.add((System.nanoTime() - startNanos) / 1e9);
    }
  }

  /** Marks blocks as failed, so that they are left alone from now on. */
  static void markFailed(List<Block> blocks, Exception failure) {
    LOG.error(
        "Found damage while merging blocks, which are marked and left alone, blocks={} err={}",
        blocks.stream().map(block -> block.meta().ulid()).toList(),
        failure.toString());
    for (Block block : blocks) {
      try {
        block.markFailed();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}

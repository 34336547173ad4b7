package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.BlockWriter;
import dev.deucalion.tsdb.block.CorruptBlockException;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upkeep of a store on disk. Compaction, deletion, cleaning and snapshots hold one lock, so
 * that they come one after the other; readers and writers wait for none of them.
 */
public final class DiskUpkeep implements Upkeep, DueWork {
  private static final Logger LOG = LoggerFactory.getLogger(DiskUpkeep.class);
  private static final String LATE_LOG_NAME = "wbl";

  private final FileOps files;
  private final Path dir;
  private final Clock clock;
  private final Head head;
  private final CompactionOptions options;
  private final StoredBlocks stored;
  private final CompactionCounters counters;
  private final BlockMaker maker;
  private final BlockWriter writer;
  private final HeadCompaction headCompaction;
  private final OutOfOrderCompaction outOfOrderCompaction;
  private final CompactionPlanner planner;
  private final ReentrantLock lock = new ReentrantLock();
  private final StaleSeriesCompaction staleCompaction;
  private volatile double staleThreshold;

  /** Whether late samples are to follow the head into blocks; also after a failure. */
  private boolean isLateDue;

  private volatile boolean stopping;
  private volatile @Nullable CompactionLoop loop;

  /**
   * The upkeep of a head and blocks.
   *
   * @param stored the blocks of {@code dir}, which this closes
   * @param rangeMs time of the smallest blocks
   * @param random for names of blocks, and for the delay where one is set
   */
  public DiskUpkeep(
      FileOps files,
      Path dir,
      Clock clock,
      RandomGenerator random,
      Head head,
      StoredBlocks stored,
      long rangeMs,
      CompactionOptions options) {
    this.files = files;
    this.dir = dir;
    this.clock = clock;
    this.head = head;
    this.options = options;
    this.stored = stored;
    counters = stored.counters();
    maker = new BlockMaker(clock, random, counters, head::minValidTimeMs, () -> stopping);
    writer = new BlockWriter(files, dir, options.maxChunkSegmentBytes());
    long maxDelayMs = rangeMs / 100 * options.maxDelayPercent();
    long delayMs = maxDelayMs > 0 ? random.nextLong(maxDelayMs) : 0;
    headCompaction = new HeadCompaction(head, rangeMs, delayMs, clock, maker, writer, stored);
    outOfOrderCompaction = new OutOfOrderCompaction(head, rangeMs, maker, writer, stored);
    staleCompaction =
        new StaleSeriesCompaction(head, rangeMs, clock, maker, writer, stored, counters);
    Path uploaded = options.uploadedBlocksFile();
    Predicate<BlockMeta> held =
        uploaded == null ? block -> false : new UploadedBlocks(files, uploaded, clock);
    planner =
        new CompactionPlanner(
            BlockRanges.upTo(options.maxBlockRangeMs(), rangeMs), options.overlapping(), held);
  }

  /** Lets a thread do all that is due from now on, until this is closed. */
  public void start() {
    loop = CompactionLoop.start(this, clock, options.reloadIntervalMs());
  }

  /** Work that holds the lock. */
  private interface Work {
    void run() throws IOException;
  }

  private void alone(Work work) throws IOException {
    lock.lock();
    try {
      if (stopping) {
        throw new InterruptedIOException("the store is closing");
      }
      work.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void reload() throws IOException {
    alone(stored::reload);
  }

  @Override
  public void reclaim() throws IOException {
    head.reclaim();
    if (head.hasUnreadableChunks()) {
      alone(this::mendHead);
    }
  }

  /** What reads all of the head would fail on chunks that cannot be read. */
  private void mendHead() throws IOException {
    head.mendChunks(
        files, dir.resolve(DataDirectory.LOG_NAME), dir.resolve(LATE_LOG_NAME), () -> stopping);
  }

  /** Where it cannot be mended, other parts of it may be read all the same. */
  private void tryToMendHead() throws InterruptedIOException {
    try {
      mendHead();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      tellNotMended(e);
    }
  }

  private static void tellNotMended(Throwable failure) {
    try {
      LOG.error("Head chunks that cannot be read are not made again yet", failure);
    } catch (OutOfMemoryError e) {
      // To compact what can be read is worth more than this line.
    }
  }

  @Override
  public boolean isHeadDue() {
    return headCompaction.isDue();
  }

  @Override
  public void compact() throws IOException {
    counters.triggered.increment();
    try {
      alone(this::compactAll);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      counters.failed.increment();
      throw e;
    }
  }

  private void compactAll() throws IOException {
    // Blocks beyond the limits go at the end; that must not outlive batches from before.
    head.syncLog();
    tryToMendHead();
    while (headCompaction.isDue()) {
      isLateDue = true;
      headCompaction.run();
      staleCompaction.headCompacted();
    }
    if (isLateDue) {
      outOfOrderCompaction.run();
      isLateDue = false;
    }
    // The head goes first: merging blocks may take so long that it is due again.
    List<BlockMeta> before = List.of();
    List<BlockMeta> plan = planner.plan(settled());
    while (!plan.isEmpty() && !plan.equals(before) && !headCompaction.isDue()) {
      merge(stored.list().named(plan));
      before = plan;
      plan = planner.plan(settled());
    }
    stored.reload();
  }

  /**
   * Merges blocks. What came of it is gone again when it cannot be opened; where its files are
   * damaged, they would be each time, so that it is not tried again.
   */
  private void merge(List<Block> blocks) throws IOException {
    Optional<BlockMeta> merged = maker.merge(writer, blocks);
    try {
      stored.replace(merged.stream().toList());
    } catch (IOException e) {
      if (e.getCause() instanceof CorruptBlockException) {
        BlockMaker.markFailed(blocks, e);
      }
      throw e;
    }
  }

  /**
   * The blocks up to the newest one of all series in order. Others are of times that the head still
   * has: merged with one in order, they would look as if all samples of their times were in blocks.
   */
  private List<BlockMeta> settled() {
    List<BlockMeta> all = stored.list().metas();
    if (all.stream().noneMatch(DiskUpkeep::isOfPart)) {
      return all;
    }
    long endMs = stored.inOrderEndMs().orElse(Long.MIN_VALUE);
    return all.stream().filter(meta -> meta.maxTimeMs() <= endMs).toList();
  }

  private static boolean isOfPart(BlockMeta meta) {
    return !meta.compaction().hints().isEmpty();
  }

  @Override
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    alone(() -> {
      head.delete(minTimeMs, maxTimeMs, matchers);
      head.syncLog();
      deleteFromBlocks(minTimeMs, maxTimeMs, matchers);
    });
  }

  /** Deletes from all blocks, also behind one that fails. */
  private void deleteFromBlocks(long minTimeMs, long maxTimeMs, List<Matcher> matchers)
      throws IOException {
    IOException failure = null;
    for (Block block : stored.list().blocks()) {
      BlockMeta meta = block.meta();
      if (meta.minTimeMs() <= maxTimeMs && minTimeMs < meta.maxTimeMs()) {
        try {
          block.delete(minTimeMs, maxTimeMs, matchers);
        } catch (IOException e) {
          if (failure == null) {
            failure = e;
          } else {
            failure.addSuppressed(e);
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void cleanTombstones() throws IOException {
    long startNanos = System.nanoTime();
    alone(() -> {
      List<BlockMeta> cleaned = new ArrayList<>();
      for (Block block : stored.list().blocks()) {
        if (block.meta().stats().tombstones() > 0) {
          maker.clean(writer, block).ifPresent(cleaned::add);
        }
      }
      stored.replace(cleaned);
    });
    counters.cleaningSeconds.add((System.nanoTime() - startNanos) / 1e9);
  }

  @Override
  public void snapshot(Path into, boolean withHead) throws IOException {
    if (into.toAbsolutePath().normalize().equals(dir.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException("cannot snapshot into base directory");
    }
    alone(() -> {
      files.createDirectories(into);
      for (Block block : stored.list().blocks()) {
        block.linkInto(into);
      }
      if (withHead) {
        tryToMendHead();
        copyHead(new BlockWriter(files, into, options.maxChunkSegmentBytes()));
      }
    });
  }

  private void copyHead(BlockWriter into) throws IOException {
    long minTimeMs = head.minTimeMs();
    if (minTimeMs != HeadStats.NO_MIN_TIME) {
      long maxTimeMs = head.maxTimeMs();
      maker.writeHead(into, head.chunks(minTimeMs, maxTimeMs), minTimeMs, maxTimeMs + 1, List.of());
    }
    outOfOrderCompaction.copy(into);
  }

  @Override
  public List<BlockMeta> blocks() {
    return stored.list().metas();
  }

  @Override
  public OlderSamples blockSamples() {
    return stored.list();
  }

  @Override
  public void limit(RetentionLimits limits) {
    stored.limit(limits);
  }

  @Override
  public void compactStaleFrom(double threshold) {
    staleThreshold = threshold;
  }

  @Override
  public void compactStale() throws IOException {
    alone(() -> {
      tryToMendHead();
      staleCompaction.runIfDue(staleThreshold);
    });
  }

  @Override
  public CompactionStats stats() {
    List<BlockMeta> blocks = blocks();
    return new CompactionStats(
        blocks.size(),
        stored.list().bytes(),
        stored.list().symbolTableBytes(),
        stored.list().unreadable(),
        blocks.isEmpty() ? Long.MAX_VALUE : blocks.getFirst().minTimeMs(),
        counters.triggered.sum(),
        counters.failed.sum(),
        counters.ran.sum(),
        counters.overlapping.sum(),
        counters.isCompacting,
        counters.compactionSeconds.counts(),
        counters.reloads.sum(),
        counters.reloadsFailed.sum(),
        counters.timeRetentions.sum(),
        counters.sizeRetentions.sum(),
        counters.cleaningSeconds.counts(),
        new ChunkCounts(
            counters.chunkBytes.counts(),
            counters.chunkSamples.counts(),
            counters.chunkSeconds.counts()),
        new StaleCompactionStats(
            counters.staleTriggered.sum(),
            counters.staleFailed.sum(),
            counters.staleSeconds.counts()),
        stored.limits());
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    CompactionLoop running = loop;
    if (running != null) {
      running.close();
    }
    lock.lock();
    try {
      stored.close();
    } finally {
      lock.unlock();
    }
  }
}

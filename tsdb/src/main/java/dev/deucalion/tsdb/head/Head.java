package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.CommitQueue;
import dev.deucalion.tsdb.batch.SpareBatches;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.chunk.JoinedChunks;
import dev.deucalion.tsdb.chunk.MemoryChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.exemplar.ExemplarRing;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.ref.DepartedRefs;
import dev.deucalion.tsdb.ref.SecondRefs;
import dev.deucalion.tsdb.wal.RecordLog;
import dev.deucalion.tsdb.wal.WalStats;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * All series of the store and their samples. Safe for use by many threads.
 *
 * <p>Lock order: the commit lock, then the state lock, then the catalog's own. A batch is checked
 * while it is filled, encoded without a lock, written to the log under the commit lock, and put
 * into the chunks under the state lock's write side; so batches become visible in the order of the
 * log, and readers wait for memory only, never for the disk.
 */
public final class Head implements Appendable, Queryable, Closeable {
  private final HeadState state;
  private final AppendRules rules;
  private final HeadWriter writer;
  private final HeadTruncation truncation;
  private final OldLateSegments oldLateSegments = new OldLateSegments();
  private final SpareBatches spareBatches = new SpareBatches();

  /** Most samples of a chunk in a block. */
  private final int maxBlockSamples;

  private final CommitQueue commits;

  private volatile RecordLog log = RecordLog.NONE;
  private volatile RecordLog outOfOrderLog = RecordLog.NONE;
  private volatile boolean closed;

  private Head(HeadOptions options, HeadState.ChunkStore chunkStore) throws IOException {
    state = new HeadState(options.hashSeed(), chunkStore);
    rules = new AppendRules(state, options.chunkRangeMs());
    writer = new HeadWriter(state, options);
    truncation = new HeadTruncation(state, writer);
    commits = new CommitQueue(state.commitLock(), new HeadCommitter(this, state, rules, writer));
    maxBlockSamples = 2 * options.samplesPerChunk();
  }

  /** A head that keeps everything in memory. */
  public static Head inMemory(HeadOptions options) {
    try {
      return new Head(options, moved -> new MemoryChunks());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /**
   * A head that keeps full chunks in a directory. {@link #restorer} comes next.
   *
   * @throws IOException when the directory cannot be used
   */
  public static Head withChunkFiles(HeadOptions options, FileOps files, Path chunkDir)
      throws IOException {
    return new Head(options, moved -> new HeadChunkFiles(files, chunkDir, moved));
  }

  /** Where batches go first from now on; until then nowhere. The head closes it. */
  public void logTo(RecordLog newLog) {
    log = newLog;
  }

  /**
   * Writes a restart file. Appends go on meanwhile.
   *
   * @param dir of the file
   * @param walDir of the log
   * @return bytes of the file; 0 when none was written, as not all full chunks are in files
   */
  public long writeImage(FileOps files, Path dir, Path walDir) throws IOException {
    return state.fullChunks() instanceof HeadChunkFiles chunkFiles
        ? HeadImage.write(state, secondRefs(), () -> ends(chunkFiles), files, dir, walDir)
        : 0;
  }

  /**
   * Where log and chunk files end now. A start from there does not see what came out of order
   * before, so that has to be in the other log then.
   */
  private HeadImage.Ends ends(HeadChunkFiles chunkFiles) throws IOException {
    HeadImage.Ends ends;
    state.commitLock().lock();
    try {
      ends = new HeadImage.Ends(log.position(), chunkFiles.end(), chunkFiles.areComplete());
    } finally {
      state.commitLock().unlock();
    }
    outOfOrderLog.sync();
    return ends;
  }

  /**
   * Where samples out of order go from now on after the log; until then nowhere. The head closes
   * it.
   */
  public void logOutOfOrderTo(RecordLog newLog) {
    outOfOrderLog = newLog;
  }

  /**
   * How much older than the newest sample of the head a sample may be and still come behind a newer
   * one of its series, from now on.
   *
   * @param windowMs milliseconds; 0 for not at all
   */
  public void setOutOfOrderWindow(long windowMs) {
    rules.setWindow(windowMs);
    state.exemplars().setOutOfOrderWindow(windowMs);
  }

  /** The exemplars; none are kept until {@link ExemplarRing#resize}. */
  public ExemplarRing exemplars() {
    return state.exemplars();
  }

  /** A way to put back what files and log have. */
  public HeadRestorer restorer() {
    return new HeadRestorer(this);
  }

  @Override
  public Appender appender() {
    checkOpen();
    return new HeadAppender(this, spareBatches.take());
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    checkOpen();
    return new HeadQuerier(state, minTimeMs, maxTimeMs);
  }

  /**
   * The samples of a range as they go into a block, in chunks of up to twice the wanted samples.
   * Those that are committed meanwhile may be left out. A series may turn out to have no chunk.
   *
   * @param minTimeMs earliest time, inclusive
   * @param maxTimeMs latest time, inclusive
   */
  public SeriesChunks chunks(long minTimeMs, long maxTimeMs) {
    checkOpen();
    return new LoggedChunks(
        new JoinedChunks(new HeadChunkExport(state, minTimeMs, maxTimeMs), maxBlockSamples), log);
  }

  /** The samples of a range that came out of order, as they go into a block. */
  SeriesChunks outOfOrderChunks(long minTimeMs, long maxTimeMs) {
    return new LoggedChunks(new OutOfOrderExport(state, minTimeMs, maxTimeMs), log);
  }

  /** Makes all batches durable that have been committed. */
  public void syncLog() throws IOException {
    log.sync();
  }

  /**
   * Lets go of all samples before a time, which are in blocks, of series that have no others, and
   * of the part of the log that had them.
   *
   * @throws IOException when the log's checkpoint could not be written; the samples are gone
   */
  public void truncate(long minTimeMs) throws IOException {
    state.counters().truncations.increment();
    try {
      truncateAll(minTimeMs);
    } catch (IOException | RuntimeException e) {
      state.counters().truncationsFailed.increment();
      throw e;
    }
  }

  private void truncateAll(long minTimeMs) throws IOException {
    RecordLog target = log;
    oldLateSegments.deleteRest(outOfOrderLog);
    long startNanos = System.nanoTime();
    truncation.truncate(minTimeMs, oldestMs(minTimeMs), target);
    state.counters().collections.add(System.nanoTime() - startNanos);
    // From now on the other log alone has what came out of order.
    outOfOrderLog.sync();
    long lastSegment = target.truncate(truncation::neededSeries, oldestMs(minTimeMs));
    if (lastSegment >= 0) {
      truncation.departed().forget(lastSegment);
    }
  }

  /** From when on the log is needed: what was deleted of samples out of order is in it, too. */
  private long oldestMs(long minTimeMs) {
    return Math.min(minTimeMs, Math.min(oldLateSegments.minTimeMs(), oldestLateMs()));
  }

  private long oldestLateMs() {
    return state.underReadLock(state.outOfOrder()::minTimeMs);
  }

  /** Number of series now. */
  public int seriesCount() {
    return state.catalog().count();
  }

  /** How many series' last sample says that they ended. */
  public int endedCount() {
    return EndedSeries.count(state);
  }

  /** The series that ended. */
  public EndedSeries endedSeries() {
    checkOpen();
    return new EndedSeries(state, truncation, log);
  }

  /** Lets go of series that have no samples at all; before anybody else has the head. */
  public void dropEmpty() {
    truncation.dropEmpty(log);
  }

  /**
   * Puts all samples that came out of order so far into chunks.
   *
   * @throws IOException when the segment of their log could not be ended
   */
  public OutOfOrderCut cutOutOfOrder() throws IOException {
    state.commitLock().lock();
    try {
      checkOpen();
      long firstLaterSegment =
          state.outOfOrder().isEmpty()
              ? outOfOrderLog.segment()
              : BatchLogs.cut(log, outOfOrderLog);
      state.writeLock().lock();
      try {
        return new OutOfOrderCut(this, writer.cutOutOfOrder(), firstLaterSegment);
      } finally {
        state.writeLock().unlock();
      }
    } finally {
      state.commitLock().unlock();
    }
  }

  /** Drops samples that came out of order, and segments of their log before one. */
  void dropOutOfOrder(Consumer<OutOfOrderSamples> drop, long firstKept) throws IOException {
    oldLateSegments.add(firstKept, oldestLateMs());
    truncation.dropOutOfOrder(() -> drop.accept(state.outOfOrder()));
    oldLateSegments.delete(outOfOrderLog);
  }

  /**
   * Gives back memory and files of what was truncated and is not being read any more. To be called
   * now and then: a truncation leaves what queries and batches then held.
   */
  public void reclaim() {
    truncation.reclaim();
  }

  /** Lets go of a series that the log says is gone; before the head has its log. */
  void dropRestored(int id) {
    truncation.dropRestored(id, log);
  }

  /** Whether full chunks turned out to be damaged, or their files cannot be read. */
  public boolean hasUnreadableChunks() {
    return state.fullChunks() instanceof HeadChunkFiles chunkFiles && chunkFiles.hasUnreadable();
  }

  /**
   * Makes chunks again that turned out to be unreadable, of what the logs have. For the thread that
   * truncates.
   *
   * @param walDir of the log
   * @param lateDir of the log of samples out of order
   * @param stopping whether to give up
   * @throws IOException when a log cannot be read, or this was given up
   */
  public void mendChunks(FileOps files, Path walDir, Path lateDir, BooleanSupplier stopping)
      throws IOException {
    if (state.fullChunks() instanceof HeadChunkFiles chunkFiles && chunkFiles.hasUnreadable()) {
      new ChunkMender(state, chunkFiles, secondRefs(), stopping).mend(files, walDir, lateDir);
    }
  }

  /**
   * Deletes samples of the series that match; nobody gets them from now on, and blocks do not
   * either. Samples that come later are not deleted.
   *
   * @param minTimeMs earliest time, inclusive
   * @param maxTimeMs latest time, inclusive
   * @throws IOException when the log could not be written; then nothing is deleted
   */
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    state.commitLock().lock();
    try {
      checkOpen();
      new HeadDeletion(state, minTimeMs, maxTimeMs).run(matchers, log);
    } finally {
      state.commitLock().unlock();
    }
  }

  /** Time in ms before which all samples in order are in blocks; the head takes none of them. */
  public long minValidTimeMs() {
    return state.counters().minValidTimeMs;
  }

  /** Takes no sample before a time from now on: such samples are in blocks. */
  public void setMinValidTimeMs(long timeMs) {
    state.writeLock().lock();
    try {
      HeadCounters counters = state.counters();
      counters.minValidTimeMs = Math.max(counters.minValidTimeMs, timeMs);
    } finally {
      state.writeLock().unlock();
    }
  }

  /** Time of the oldest sample in ms, or {@link HeadStats#NO_MIN_TIME}. */
  public long minTimeMs() {
    return state.underReadLock(() -> state.counters().minTimeMs);
  }

  /** Time of the newest sample in ms, or {@link HeadStats#NO_MAX_TIME}. */
  public long maxTimeMs() {
    return state.underReadLock(() -> state.counters().maxTimeMs);
  }

  /**
   * Time of the oldest sample in order from a time on, in ms, or earlier where a chunk does not
   * tell; {@link Long#MAX_VALUE} where there is none.
   *
   * @param enoughMs whoever asks has no use for a time before it, so the search may end with one
   */
  public long oldestFromMs(long fromMs, long enoughMs) {
    return OldestSample.find(state, fromMs, enoughMs);
  }

  /**
   * Time up to which the head has got for every batch: the newest sample now, or when the oldest
   * open batch began, in ms, or {@link HeadStats#NO_MAX_TIME}. No batch, open or to come, adds a
   * sample that is more than half a chunk range older.
   */
  public long settledMaxTimeMs() {
    // In this order: a batch that is not pinned yet reads the newest time later than this.
    long newestMs = maxTimeMs();
    return Math.min(newestMs, state.pins().oldestBatchMs());
  }

  /** Bytes of full chunks in files. */
  public long chunkFileBytes() {
    return state.underReadLock(() -> state.fullChunks().fileStats().bytes());
  }

  /** The log of samples out of order, where there is one. */
  public Optional<WalStats> outOfOrderLogStats() {
    RecordLog late = outOfOrderLog;
    return late.keepsRecords() ? Optional.of(late.stats()) : Optional.empty();
  }

  /** Counters and gauges now. */
  public HeadStats stats() {
    return state.stats();
  }

  @Override
  public void close() throws IOException {
    state.commitLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try {
        log.close();
      } finally {
        closeRest();
      }
    } finally {
      state.commitLock().unlock();
    }
  }

  private void closeRest() throws IOException {
    try {
      outOfOrderLog.close();
    } finally {
      state.fullChunks().close();
    }
  }

  /** Fails once the head is closed. */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  /** What the head holds. */
  HeadState state() {
    return state;
  }

  /** Which samples are taken. */
  AppendRules rules() {
    return rules;
  }

  /** Where batches go first. */
  RecordLog log() {
    return log;
  }

  /** Where what comes out of order of them goes. */
  RecordLog outOfOrderLog() {
    return outOfOrderLog;
  }

  SecondRefs secondRefs() {
    return truncation.secondRefs();
  }

  DepartedRefs departedRefs() {
    return truncation.departed();
  }

  /** Series that were dropped so far. */
  long droppedSeries() {
    return truncation.droppedSeries();
  }

  void commit(Batch batch) throws IOException {
    RecordLog target = log;
    if (target.keepsRecords()) {
      batch.encode(state.catalog(), target);
    }
    commits.commit(batch);
  }

  void giveBack(Batch batch) {
    spareBatches.giveBack(batch);
  }

  HeadWriter writer() {
    return writer;
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.chunk.MemoryChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.exemplar.ExemplarRing;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All series of the store and their samples. Safe for use by many threads.
 *
 * <p>Lock order: {@link #commitLock}, then {@link #stateLock}, then the catalog's own. A batch is
 * checked while it is filled, encoded without a lock, written to the log under the commit lock, and
 * put into the chunks under the state lock's write side; so batches become visible in the order of
 * the log, and readers wait for memory only, never for the disk.
 */
public final class Head implements Appendable, Queryable, Closeable {
  private final HeadOptions options;
  private final SeriesCatalog catalog;
  private final HeadPostings postings;
  private final SeriesRows rows = new SeriesRows();
  private final FullChunkList fullChunkList = new FullChunkList();
  private final Deletions deletions = new Deletions();
  private final SliceSlabs slabs = new SliceSlabs();
  private final OpenHistograms openHistograms = new OpenHistograms();
  private final LastValues lastValues = new LastValues(rows, openHistograms);
  private final SeriesMetadata metadata = new SeriesMetadata();
  private final ExemplarRing exemplars = new ExemplarRing(0);
  private final ReaderPins pins = new ReaderPins();

  /** Pins of those who know ids or handles, by generations of {@link #truncation}. */
  private final ReaderPins seriesPins = new ReaderPins();

  /** The newest times that the head had when the batches began that are open. */
  private final ReaderPins batchPins = new ReaderPins();

  private final HeadCounters counters = new HeadCounters();
  private final FullChunks fullChunks;
  private final OutOfOrderSamples outOfOrder;
  private final AppendRules rules;
  private final OutOfOrderJudge judge;
  private final HeadWriter writer;
  private final HeadTruncation truncation;
  private final ReentrantLock commitLock = new ReentrantLock();
  private final ReentrantReadWriteLock stateLock = new ReentrantReadWriteLock();
  private final SpareBatches spareBatches = new SpareBatches();

  /** Guarded by {@link #commitLock}. */
  private final BatchLogs logs;

  private volatile RecordLog log = RecordLog.NONE;
  private volatile RecordLog outOfOrderLog = RecordLog.NONE;
  private volatile boolean closed;

  private Head(HeadOptions options, ChunkStore chunkStore) throws IOException {
    this.options = options;
    catalog = new SeriesCatalog(options.hashSeed());
    postings = new HeadPostings(catalog);
    fullChunks = chunkStore.open(this::chunkMoved);
    outOfOrder = new OutOfOrderSamples(fullChunks, catalog::logRef);
    rules = new AppendRules(rows, lastValues, counters, options.chunkRangeMs());
    judge = new OutOfOrderJudge(rows, rules, outOfOrder, counters);
    logs = new BatchLogs(catalog, outOfOrder);
    writer =
        new HeadWriter(
            catalog,
            rows,
            fullChunkList,
            postings,
            slabs,
            fullChunks,
            outOfOrder,
            openHistograms,
            lastValues,
            pins,
            counters,
            options);
    truncation =
        new HeadTruncation(
            catalog,
            rows,
            postings,
            fullChunkList,
            fullChunks,
            writer,
            outOfOrder,
            metadata,
            deletions,
            pins,
            seriesPins,
            counters,
            commitLock,
            stateLock.writeLock());
  }

  private void chunkMoved(long oldRef, long newRef) {
    if (!outOfOrder.moved(oldRef, newRef)) {
      fullChunkList.replace(oldRef, newRef);
    }
  }

  private interface ChunkStore {
    FullChunks open(HeadChunkFiles.Moved moved) throws IOException;
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
    return fullChunks instanceof HeadChunkFiles chunkFiles
        ? HeadImage.write(this, chunkFiles, files, dir, walDir)
        : 0;
  }

  /** Where log and chunk files end now. */
  HeadImage.Ends ends(HeadChunkFiles chunkFiles) {
    commitLock.lock();
    try {
      return new HeadImage.Ends(log.position(), chunkFiles.end(), chunkFiles.areComplete());
    } finally {
      commitLock.unlock();
    }
  }

  /** Gives a series an open chunk; before the head has a log. */
  void restoreOpen(
      int id, XorEncoder from, long untilNextMs, long firstMs, byte[] chunk, int chunkFrom) {
    writer.restoreOpen(id, from, untilNextMs, firstMs, chunk, chunkFrom);
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
    exemplars.setOutOfOrderWindow(windowMs);
  }

  /** The exemplars; none are kept until {@link ExemplarRing#resize}. */
  public ExemplarRing exemplars() {
    return exemplars;
  }

  /** A way to put back what files and log have. */
  public HeadRestorer restorer() {
    return new HeadRestorer(this);
  }

  @Override
  public Appender appender() {
    checkOpen();
    return new HeadAppender(this, spareBatches.take(), newHasher());
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    checkOpen();
    return new HeadQuerier(this, minTimeMs, maxTimeMs);
  }

  /**
   * The samples of a range as they go into a block. Samples of the range that are committed
   * meanwhile may be left out. A series may turn out to have no chunk.
   *
   * @param minTimeMs earliest time, inclusive
   * @param maxTimeMs latest time, inclusive
   */
  public SeriesChunks chunks(long minTimeMs, long maxTimeMs) {
    checkOpen();
    return new HeadChunkExport(this, minTimeMs, maxTimeMs);
  }

  /**
   * Lets go of all samples before a time, which are in blocks, of series that have no others, and
   * of the part of the log that had them.
   *
   * @throws IOException when the log's checkpoint could not be written; the samples are gone
   */
  public void truncate(long minTimeMs) throws IOException {
    RecordLog target = log;
    truncation.truncate(minTimeMs, target);
    // What was deleted of samples out of order is in the log, too.
    long oldestMs = Math.min(minTimeMs, underReadLock(outOfOrder::minTimeMs));
    long lastSegment = target.truncate(truncation::neededSeries, oldestMs);
    if (lastSegment >= 0) {
      truncation.departed().forget(lastSegment);
    }
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
    commitLock.lock();
    try {
      checkOpen();
      long firstLaterSegment = outOfOrderLog.cut();
      stateLock.writeLock().lock();
      try {
        return new OutOfOrderCut(this, writer.cutOutOfOrder(), firstLaterSegment);
      } finally {
        stateLock.writeLock().unlock();
      }
    } finally {
      commitLock.unlock();
    }
  }

  /** Drops samples that came out of order, and segments of their log before one. */
  void dropOutOfOrder(Consumer<OutOfOrderSamples> drop, long firstKept) throws IOException {
    truncation.dropOutOfOrder(() -> drop.accept(outOfOrder));
    outOfOrderLog.deleteBefore(firstKept);
  }

  /**
   * Gives back memory and files of what was truncated and is not being read any more. To be called
   * now and then: a truncation leaves what queries and batches then held.
   */
  public void reclaim() {
    truncation.reclaim();
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
    commitLock.lock();
    try {
      checkOpen();
      new HeadDeletion(this, minTimeMs, maxTimeMs).run(matchers, log, stateLock.writeLock());
    } finally {
      commitLock.unlock();
    }
  }

  /** Takes no sample before a time from now on: such samples are in blocks. */
  public void setMinValidTimeMs(long timeMs) {
    stateLock.writeLock().lock();
    try {
      counters.minValidTimeMs = Math.max(counters.minValidTimeMs, timeMs);
    } finally {
      stateLock.writeLock().unlock();
    }
  }

  /** Time of the oldest sample in ms, or {@link HeadStats#NO_MIN_TIME}. */
  public long minTimeMs() {
    return underReadLock(() -> counters.minTimeMs);
  }

  /** Time of the newest sample in ms, or {@link HeadStats#NO_MAX_TIME}. */
  public long maxTimeMs() {
    return underReadLock(() -> counters.maxTimeMs);
  }

  /**
   * Time up to which the head has got for every batch: the newest sample now, or when the oldest
   * open batch began, in ms, or {@link HeadStats#NO_MAX_TIME}. No batch, open or to come, adds a
   * sample that is more than half a chunk range older.
   */
  public long settledMaxTimeMs() {
    // In this order: a batch that is not pinned yet reads the newest time later than this.
    long newestMs = maxTimeMs();
    return Math.min(newestMs, batchPins.oldest());
  }

  private long underReadLock(LongSupplier gauge) {
    Lock readLock = readLock();
    readLock.lock();
    try {
      return gauge.getAsLong();
    } finally {
      readLock.unlock();
    }
  }

  /** Counters and gauges now. */
  public HeadStats stats() {
    Lock readLock = readLock();
    readLock.lock();
    try {
      return new HeadStats(
          catalog.count(),
          catalog.createdCount(),
          fullChunkList.count() + (long) postings.seriesCount(),
          counters.chunksCreated,
          counters.samplesAppended - counters.histogramsAppended,
          counters.histogramsAppended,
          counters.outOfOrderAppended,
          counters.outOfOrder.sum(),
          counters.duplicateTimestamp.sum(),
          counters.outOfBounds.sum(),
          counters.tooOld.sum(),
          counters.activeAppenders.sum(),
          pins.count(),
          counters.minTimeMs,
          counters.maxTimeMs,
          postings.labelPairs(),
          catalog.symbolCount(),
          slabs.bytes(),
          fullChunks.fileBytes(),
          exemplars.stats());
    } finally {
      readLock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    commitLock.lock();
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
      commitLock.unlock();
    }
  }

  private void closeRest() throws IOException {
    try {
      outOfOrderLog.close();
    } finally {
      fullChunks.close();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  LabelHasher newHasher() {
    return new LabelHasher(options.hashSeed());
  }

  /** Handle of a label set, made where there is none. */
  long findOrCreate(Labels labels, long hash) {
    requireLabels(labels);
    long handle = catalog.findOrCreate(labels, hash);
    rows.create(id(handle));
    return handle;
  }

  /** Id of a label set that the log knows by a ref, made where there is none. */
  int restore(Labels labels, long hash, long logRef) {
    requireLabels(labels);
    int id = id(catalog.restore(labels, hash, logRef));
    rows.create(id);
    return id;
  }

  private static void requireLabels(Labels labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a series needs at least one label");
    }
  }

  /** The id of a handle, or {@link SeriesCatalog#NONE} when that is of no series. */
  int id(long handle) {
    return catalog.id(handle);
  }

  /** Which samples are taken. */
  AppendRules rules() {
    return rules;
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

  /** Makes series anew that were dropped while a batch named them. */
  private void revive(Batch batch, RecordLog target) {
    LabelHasher hasher = newHasher();
    batch.replaceIds(id -> {
      if (catalog.exists(id)) {
        return id;
      }
      Labels labels = catalog.labels(id);
      return id(findOrCreate(labels, hasher.hash(labels)));
    });
    batch.noteNew(catalog);
    if (target.keepsRecords()) {
      batch.encode(catalog, target.compression());
    }
  }

  void commit(Batch batch) throws IOException {
    RecordLog target = log;
    if (target.keepsRecords()) {
      batch.encode(catalog, target.compression());
    }
    commitLock.lock();
    try {
      checkOpen();
      if (batch.droppedSeries() != droppedSeries()) {
        revive(batch, target);
      }
      boolean anyOutOfOrder = rules.hasWindow() && judge.judge(batch);
      logs.write(batch, target, anyOutOfOrder ? outOfOrderLog : RecordLog.NONE);
      stateLock.writeLock().lock();
      try {
        writer.apply(batch);
      } finally {
        stateLock.writeLock().unlock();
      }
      applyRest(batch);
    } finally {
      commitLock.unlock();
    }
  }

  /** Applies what is not a sample. */
  private void applyRest(Batch batch) {
    for (Batch.SeriesExemplar each : batch.exemplars()) {
      exemplars.add(catalog.labels(each.id()), each.exemplar());
    }
    for (Batch.Described each : batch.metadata()) {
      metadata.put(each.id(), each.metadata());
    }
  }

  void giveBack(Batch batch) {
    spareBatches.giveBack(batch);
  }

  HeadCounters counters() {
    return counters;
  }

  Lock readLock() {
    return stateLock.readLock();
  }

  SeriesCatalog catalog() {
    return catalog;
  }

  HeadPostings postings() {
    return postings;
  }

  SeriesRows rows() {
    return rows;
  }

  FullChunkList fullChunkList() {
    return fullChunkList;
  }

  Deletions deletions() {
    return deletions;
  }

  FullChunks fullChunks() {
    return fullChunks;
  }

  OutOfOrderSamples outOfOrder() {
    return outOfOrder;
  }

  OpenHistograms openHistograms() {
    return openHistograms;
  }

  HeadWriter writer() {
    return writer;
  }

  SeriesMetadata metadata() {
    return metadata;
  }

  SliceSlabs slabs() {
    return slabs;
  }

  /** Pins the memory that a snapshot taken now refers to; under the read lock. */
  long pin() {
    long generation = writer.generation();
    pins.pin(generation);
    return generation;
  }

  void unpin(long generation) {
    pins.unpin(generation);
  }

  /**
   * Pins ids: one that was of a series is not given to another one, and its labels stay readable.
   */
  long pinSeries() {
    long generation = truncation.generation();
    seriesPins.pin(generation);
    return generation;
  }

  void unpinSeries(long generation) {
    seriesPins.unpin(generation);
  }

  /** Pins what {@link #settledMaxTimeMs} is, before a batch asks how old its samples may be. */
  long pinBatch() {
    long newestMs = counters.maxTimeMs;
    batchPins.pin(newestMs);
    return newestMs;
  }

  void unpinBatch(long newestMs) {
    batchPins.unpin(newestMs);
  }
}

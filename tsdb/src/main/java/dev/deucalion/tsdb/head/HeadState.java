package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.exemplar.ExemplarRing;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/**
 * What the head holds: its series, their chunks and what else is known of them, with the locks and
 * pins that say who may touch what. It changes nothing by itself; {@link HeadWriter} and {@link
 * HeadTruncation} do, and readers copy what they need of it under the read lock.
 */
final class HeadState {
  /** Where full chunks go. */
  interface ChunkStore {
    /** Opens the store; full chunks that it moves later are told of. */
    FullChunks open(HeadChunkFiles.Moved moved) throws IOException;
  }

  private final long hashSeed;
  private final SeriesCatalog catalog;
  private final HeadPostings postings;
  private final SeriesRows rows = new SeriesRows();
  private final FullChunkList fullChunkList = new FullChunkList();
  private final FullChunks fullChunks;
  private final SliceSlabs slabs = new SliceSlabs();
  private final OpenHistograms openHistograms = new OpenHistograms();
  private final LastValues lastValues = new LastValues(rows, openHistograms);
  private final OutOfOrderSamples outOfOrder;
  private final Deletions deletions = new Deletions();
  private final SeriesMetadata metadata = new SeriesMetadata();
  private final ExemplarRing exemplars = new ExemplarRing(0);
  private final HeadCounters counters = new HeadCounters();
  private final HeadPins pins = new HeadPins();
  private final ReentrantLock commitLock = new ReentrantLock();
  private final ReentrantReadWriteLock stateLock = new ReentrantReadWriteLock();

  HeadState(long hashSeed, ChunkStore chunkStore) throws IOException {
    this.hashSeed = hashSeed;
    catalog = new SeriesCatalog(hashSeed);
    postings = new HeadPostings(catalog);
    fullChunks = chunkStore.open(this::chunkMoved);
    outOfOrder = new OutOfOrderSamples(fullChunks, catalog::logRef);
  }

  private void chunkMoved(long oldRef, long newRef) {
    if (!outOfOrder.moved(oldRef, newRef)) {
      fullChunkList.replace(oldRef, newRef);
    }
  }

  LabelHasher newHasher() {
    return new LabelHasher(hashSeed);
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

  /** Orders batches in the log and in the chunks; taken before the locks below. */
  Lock commitLock() {
    return commitLock;
  }

  Lock readLock() {
    return stateLock.readLock();
  }

  Lock writeLock() {
    return stateLock.writeLock();
  }

  long underReadLock(LongSupplier gauge) {
    Lock readLock = readLock();
    readLock.lock();
    try {
      return gauge.getAsLong();
    } finally {
      readLock.unlock();
    }
  }

  /** Does what changes the head beside appends: neither commits nor reads run meanwhile. */
  void underWriteLocks(Runnable work) {
    commitLock.lock();
    try {
      writeLock().lock();
      try {
        work.run();
      } finally {
        writeLock().unlock();
      }
    } finally {
      commitLock.unlock();
    }
  }

  HeadPins pins() {
    return pins;
  }

  HeadCounters counters() {
    return counters;
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

  FullChunks fullChunks() {
    return fullChunks;
  }

  SliceSlabs slabs() {
    return slabs;
  }

  OpenHistograms openHistograms() {
    return openHistograms;
  }

  LastValues lastValues() {
    return lastValues;
  }

  OutOfOrderSamples outOfOrder() {
    return outOfOrder;
  }

  Deletions deletions() {
    return deletions;
  }

  SeriesMetadata metadata() {
    return metadata;
  }

  ExemplarRing exemplars() {
    return exemplars;
  }

  /** Counters and gauges now. */
  HeadStats stats() {
    int staleSeries = EndedSeries.count(this);
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
          pins.readerCount(),
          counters.minTimeMs,
          counters.maxTimeMs,
          postings.labelPairs(),
          catalog.symbolCount(),
          slabs.bytes(),
          fullChunks.fileStats(),
          staleSeries,
          openHistograms.stats(),
          new IsolationStats(
              counters.appendersCreated.sum(),
              Math.min(pins.oldestReader(), pins.generation()),
              pins.generation()),
          counters.lateness.counts(),
          new TruncationStats(
              counters.truncations.sum(),
              counters.truncationsFailed.sum(),
              counters.collections.summary()),
          exemplars.stats());
    } finally {
      readLock.unlock();
    }
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.ref.LogRefs;
import dev.deucalion.tsdb.restart.DistrustException;
import dev.deucalion.tsdb.restart.RestartConsumer;
import dev.deucalion.tsdb.wal.BatchMark;
import dev.deucalion.tsdb.wal.DecodedRecord;
import dev.deucalion.tsdb.wal.DepartureRecord;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.MalformedRecordException;
import dev.deucalion.tsdb.wal.RecordDecoder;
import dev.deucalion.tsdb.wal.WalConsumer;
import dev.deucalion.tsdb.wal.WalReplay;
import java.io.IOException;
import java.util.List;

/**
 * Puts back what the log has, in the order of the log, before the head has one. Series keep the
 * refs that they have there. One is made when something of it comes that blocks do not have; so
 * those that are over, and are in the log still, cost little. For one thread.
 */
public final class HeadRestorer implements WalConsumer {
  private final Head head;
  private final HeadState state;
  private final HeadWriter writer;
  private final LabelHasher hasher;
  private final FullChunkRestorer fullChunks;

  /** Ids of series, and numbers of those that wait; several refs may name one series. */
  private final LogRefs refs = new LogRefs();

  private final WaitingSeries waiting = new WaitingSeries();
  private final LateBatches lateBatches = new LateBatches();

  private final RecordDecoder decoder = new RecordDecoder();
  private final DecodedRecord decoded = new DecodedRecord();
  private long unknownSamples;
  private long unknownHistograms;
  private long unknownExemplars;
  private long unknownMetadata;
  private long unknownTombstones;

  /** Whether a series that was made is gone; refs may name it still. */
  private boolean someDeparted;

  HeadRestorer(Head head) {
    this.head = head;
    this.state = head.state();
    this.writer = head.writer();
    this.fullChunks = new FullChunkRestorer(state);
    this.hasher = state.newHasher();
  }

  /**
   * Takes up the files of full chunks; before all else.
   *
   * @param threads that may read them, at least 1
   * @throws IOException when they cannot be read
   */
  public void begin(int threads) throws IOException {
    fullChunks.load(threads);
  }

  /**
   * As {@link #begin}, behind another restorer that loaded the same files.
   *
   * @param corruptions places where that found them bad
   */
  public void beginAgain(int threads, long corruptions) throws IOException {
    begin(threads);
    fullChunks.addCorruptions(corruptions);
  }

  /** Leaves samples out of order to {@link #outOfOrder}. */
  @Override
  public Wanted batch(BatchMark mark) {
    if (mark.lateRecords() == 0) {
      return Wanted.ALL;
    }
    lateBatches.addLogged(mark.at());
    return Wanted.IN_ORDER_ONLY;
  }

  /**
   * Restores a series.
   *
   * @throws IOException when the ref cannot be one of a series
   */
  @Override
  public void series(long ref, Labels labels) throws IOException {
    if (ref < 1 || ref > SeriesCatalog.MAX_LOG_REF) {
      throw new IOException("series ref " + ref + " in the log is not between 1 and 2^40 - 1");
    }
    if (labels.isEmpty()) {
      return;
    }
    int known = number(ref);
    if (known >= 0) {
      int id = state.id(state.findOrCreate(labels, hasher.hash(labels)));
      refs.put(state.catalog().logRef(id), id);
      refs.put(ref, id);
      return;
    }
    if (known != SeriesCatalog.NONE) {
      waiting.remove(known);
    }
    state.catalog().reserveLogRef(ref);
    if (fullChunks.has(ref)) {
      make(ref, labels);
    } else {
      refs.put(ref, waiting.add(labels));
    }
  }

  private int make(long ref, Labels labels) {
    int id = state.restore(labels, hasher.hash(labels), ref);
    refs.put(ref, id);
    // Chunks under a second ref are made anew of the log: a restart file knows the first only.
    if (state.catalog().logRef(id) == ref) {
      fullChunks.attach(id, ref);
    }
    return id;
  }

  /** Makes a series that waited, as something of it came. */
  private int make(long ref, int number) {
    Labels labels = waiting.labels(number);
    Metadata what = waiting.metadata(number);
    waiting.remove(number);
    int id = make(ref, labels);
    if (what != null) {
      state.metadata().put(id, what);
    }
    return id;
  }

  /**
   * Restores a series that is the only one with its ref and its labels.
   *
   * @return its id
   */
  int restoredId(long ref, Labels labels) throws IOException {
    series(ref, labels);
    int id = id(ref);
    if (state.catalog().logRef(id) != ref) {
      throw new DistrustException("series with two refs: " + labels);
    }
    return id;
  }

  /** Restores that a series that is there is named by another ref, too. */
  void secondRef(long secondRef, long logRef) throws IOException {
    if (secondRef < 1 || secondRef > SeriesCatalog.MAX_LOG_REF) {
      throw new DistrustException("second ref " + secondRef);
    }
    int id = id(logRef);
    if (id != SeriesCatalog.NONE) {
      state.catalog().reserveLogRef(secondRef);
      refs.put(secondRef, id);
    }
  }

  /** Restores what a record of the log has. */
  void record(byte[] bytes, int from, int length) throws IOException {
    try {
      decoder.decode(bytes, from, length, decoded);
    } catch (MalformedRecordException e) {
      throw new DistrustException("record: " + e.getMessage());
    }
    decoded.giveTo(this);
  }

  /** What gets the content of a restart file; between {@link #begin} and the log. */
  public RestartConsumer image() {
    return new HeadImageRestorer(state, writer, this, fullChunks);
  }

  /** Whether the files of full chunks were all good, and go on where they once ended. */
  public boolean chunkFilesGoOnAt(HeadChunkFiles.End end) {
    return state.fullChunks() instanceof HeadChunkFiles files && files.goOnAt(end);
  }

  /** Restores a sample. */
  @Override
  public void sample(long ref, long timeMs, long valueBits) {
    if (timeMs < state.counters().minValidTimeMs) {
      return;
    }
    int id = id(ref);
    if (id == SeriesCatalog.NONE) {
      unknownSamples++;
    } else if (!hasLater(id, timeMs) && !fullChunks.has(id, timeMs, valueBits)) {
      writer.restore(id, timeMs, valueBits, null);
    }
  }

  /** Whether a series with an open chunk has a sample at a time, or a later one. */
  private boolean hasLater(int id, long timeMs) {
    long[] page = state.rows().page(id);
    int row = SeriesRows.row(id);
    long state = page[row + SeriesRows.STATE];
    return state != SeriesRows.NO_SAMPLES
        && state != SeriesRows.ALL_FULL
        && timeMs <= page[row + SeriesRows.TIME];
  }

  /** Restores that samples were deleted, or that a series left the head. */
  @Override
  public void tombstone(long ref, long minTimeMs, long maxTimeMs) {
    if (DepartureRecord.is(minTimeMs, maxTimeMs)) {
      depart(ref);
      return;
    }
    int id = id(ref);
    if (id == SeriesCatalog.NONE) {
      unknownTombstones++;
    } else if (minTimeMs <= maxTimeMs) {
      state.deletions().add(id, minTimeMs, maxTimeMs);
    }
  }

  private void depart(long ref) {
    int id = madeId(ref);
    if (id != SeriesCatalog.NONE) {
      head.dropRestored(id);
      someDeparted = true;
    } else if (number(ref) == SeriesCatalog.NONE) {
      unknownTombstones++;
    }
  }

  /** Restores a histogram. */
  @Override
  public void histogram(long ref, long timeMs, Histogram histogram) {
    if (timeMs < state.counters().minValidTimeMs) {
      return;
    }
    long sumBits = Double.doubleToRawLongBits(histogram.sum());
    int id = id(ref);
    if (id == SeriesCatalog.NONE) {
      unknownHistograms++;
    } else if (!hasLater(id, timeMs) && !fullChunks.has(id, timeMs, sumBits)) {
      writer.restore(id, timeMs, sumBits, histogram);
    }
  }

  @Override
  public void exemplar(long ref, Exemplar exemplar) {
    int number = number(ref);
    if (number == SeriesCatalog.NONE) {
      unknownExemplars++;
    } else if (state.exemplars().isOn()) {
      Labels series =
          WaitingSeries.isNumber(number) ? waiting.labels(number) : state.catalog().labels(number);
      state.exemplars().restore(series, exemplar);
    }
  }

  @Override
  public void metadata(long ref, Metadata metadata) {
    int number = number(ref);
    if (WaitingSeries.isNumber(number)) {
      waiting.describe(number, metadata);
    } else if (number == SeriesCatalog.NONE) {
      unknownMetadata++;
    } else {
      state.metadata().put(number, metadata);
    }
  }

  /** Makes the samples since the last call readable. */
  @Override
  public void endRecord() {
    writer.endRestored();
  }

  /**
   * The id of a series that the log named, or {@link SeriesCatalog#NONE}. It is made now. A ref
   * whose series the log has lost goes to no other series, which would get its samples.
   */
  int id(long ref) {
    int number = number(ref);
    if (number == SeriesCatalog.NONE && ref <= SeriesCatalog.MAX_LOG_REF) {
      state.catalog().reserveLogRef(ref);
    }
    return WaitingSeries.isNumber(number) ? make(ref, number) : number;
  }

  /** The id of a series that the log named and that was made, or {@link SeriesCatalog#NONE}. */
  int madeId(long ref) {
    int number = number(ref);
    return WaitingSeries.isNumber(number) ? SeriesCatalog.NONE : number;
  }

  /** Of a series that the log named and that did not depart, or {@link SeriesCatalog#NONE}. */
  private int number(long ref) {
    int number = ref < 1 ? SeriesCatalog.NONE : refs.id(ref);
    return someDeparted && isGone(number) ? SeriesCatalog.NONE : number;
  }

  /** Nobody gets the id of a series that departed before the restoration is over. */
  private boolean isGone(int number) {
    return number >= 0 && !state.catalog().exists(number);
  }

  /**
   * Gets the log of samples out of order, when all else is restored.
   *
   * @param replayed how the replay of the write-ahead log ended
   */
  public OutOfOrderRestorer outOfOrder(WalReplay.Result replayed) {
    return new OutOfOrderRestorer(
        state, writer, this, fullChunks.outOfOrder(), mark -> lateBatches.add(mark, replayed));
  }

  /**
   * Where batches begin whose samples out of order the log of such samples should have and has not,
   * after it was replayed.
   */
  public List<LogPosition> missingLateBatches() {
    return lateBatches.missing();
  }

  /** The log has no more; that of samples out of order may follow. */
  public void endLog() throws IOException {
    fullChunks.finish();
  }

  /**
   * Ends the restoration. Series that still wait are left out; checkpoints keep them as long as a
   * segment may name them.
   *
   * @param lastSegment of the log
   */
  public void finish(long lastSegment) {
    SeriesCatalog catalog = state.catalog();
    long[] seconds = refs.refsWhere((ref, id) -> catalog.exists(id) && catalog.logRef(id) != ref);
    head.secondRefs().set(seconds, ref -> catalog.logRef(refs.id(ref)), head.maxTimeMs());
    for (long ref :
        refs.refsWhere((ref, number) -> WaitingSeries.isNumber(number) || isGone(number))) {
      head.departedRefs().add(ref, lastSegment);
    }
    // Files and restart file gave some of the chunks.
    HeadCounters counters = state.counters();
    long present = state.fullChunkList().count() + (long) state.postings().seriesCount();
    counters.chunksCreated = Math.max(counters.chunksCreated, present);
  }

  /** Samples of all kinds that were left out because the log has no series for them. */
  public long unknownSeriesSamples() {
    return unknownSamples + unknownHistograms;
  }

  /** What was left out because the log has no series for it. */
  public UnknownRefs unknownRefs() {
    return new UnknownRefs(
        unknownSamples, unknownHistograms, unknownExemplars, unknownMetadata, unknownTombstones, 0);
  }
}

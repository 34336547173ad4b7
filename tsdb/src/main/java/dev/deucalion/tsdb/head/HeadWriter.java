package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts the samples of a batch into the chunks of their series. For the owner of the head's write
 * lock.
 *
 * <p>At a quarter of the wanted samples {@link ChunkEnds} says where a chunk ends. At the latest it
 * ends with the chunk range, with twice the wanted samples, or before it exceeds 1 KiB.
 */
final class HeadWriter {
  /** A sample that finds more bytes than this goes into a new chunk. */
  private static final int MAX_BYTES_BEFORE =
      FullChunks.MAX_CHUNK_BYTES - XorEncoder.MAX_SAMPLE_BYTES;

  /** Room for a header and any sample. */
  private static final int FIRST_SLICE_BYTES = 2 + XorEncoder.MAX_SAMPLE_BYTES;

  private static final int MAX_ATTEMPTS = 50;
  private static final long ATTEMPT_PAUSE_NANOS = 20_000_000;

  private final SeriesCatalog catalog;
  private final SeriesRows rows;
  private final FullChunkList fullChunkList;
  private final HeadPostings postings;
  private final SliceSlabs slabs;
  private final FullChunks fullChunks;
  private final HeadPins pins;
  private final HeadCounters counters;
  private final long chunkRangeMs;
  private final int samplesPerChunk;
  private final OutOfOrderSamples outOfOrder;
  private final HistogramWriter histograms;
  private final LastValues lastValues;
  private final RetiredSlices retired = new RetiredSlices();
  private final XorEncoder encoder = new XorEncoder();

  /** Takes a chunk that is full, to be put in one piece. */
  private final byte[] full = new byte[FullChunks.MAX_CHUNK_BYTES];

  HeadWriter(HeadState head, HeadOptions options) {
    this.catalog = head.catalog();
    this.rows = head.rows();
    this.fullChunkList = head.fullChunkList();
    this.postings = head.postings();
    this.slabs = head.slabs();
    this.fullChunks = head.fullChunks();
    this.outOfOrder = head.outOfOrder();
    this.lastValues = head.lastValues();
    this.pins = head.pins();
    this.counters = head.counters();
    this.histograms = new HistogramWriter(head, options.chunkRangeMs());
    this.chunkRangeMs = options.chunkRangeMs();
    this.samplesPerChunk = options.samplesPerChunk();
  }

  /** Frees what is retired and not being read any more. */
  void freeRetired() {
    retired.free(slabs, pins.oldestReader());
  }

  /** Drops the open chunk of a series, if it has one, and its last sample. */
  void forget(int id) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    long state = page[row + SeriesRows.STATE];
    if (state != SeriesRows.NO_SAMPLES) {
      if (state == SeriesRows.OPEN_HISTOGRAM) {
        histograms.forget(page, row);
      } else if (SeriesRows.samples(state) > 0) {
        retired.add(SeriesRows.slice(page[row + SeriesRows.OPEN]), pins.generation());
      }
      SeriesRows.clear(page, row);
    }
  }

  /**
   * Applies a batch that is in the log already, so it must not end halfway: where there is no
   * memory, it waits for queries to give theirs back and goes on with the same sample.
   *
   * @throws OutOfMemoryError when there is no memory after a while either
   */
  void apply(Batch batch) {
    pins.beginGeneration();
    int applied = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        for (; applied < batch.count(); applied++) {
          append(batch, applied);
        }
        endOutOfOrder();
        break;
      } catch (OutOfMemoryError e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
    retired.free(slabs, pins.oldestReader());
  }

  /** Appends a sample of the log before anybody reads, up to {@link #endRestored}. */
  void restore(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    append(id, timeMs, valueBits, histogram);
  }

  /** Makes what was restored readable, and frees what that replaced. */
  void endRestored() {
    endOutOfOrder();
    pins.beginGeneration();
    freeRetired();
  }

  private static void pause() {
    try {
      LockSupport.parkNanos(ATTEMPT_PAUSE_NANOS);
    } catch (OutOfMemoryError e) {
      Thread.onSpinWait(); // a virtual thread may need memory for its timer
    }
  }

  /** Appends a sample. When there is no memory, the series is as before and it can be repeated. */
  private void append(Batch batch, int i) {
    switch (batch.verdict(i)) {
      case IN_ORDER -> append(batch.id(i), batch.timeMs(i), batch.valueBits(i), batch.histogram(i));
      case OUT_OF_ORDER ->
          insert(batch.id(i), batch.timeMs(i), batch.valueBits(i), batch.histogram(i));
      case REFUSED -> {}
    }
  }

  /** Makes full buffers into chunks, and all chunks readable. */
  void endOutOfOrder() {
    outOfOrder.endBatch();
    fullChunks.flush();
    outOfOrder.flushed();
  }

  /** Makes all buffers of samples out of order into chunks. */
  OutOfOrderSamples.Cut cutOutOfOrder() {
    OutOfOrderSamples.Cut cut = outOfOrder.cutAll();
    fullChunks.flush();
    outOfOrder.flushed();
    // These samples are in segments of the log that go when blocks have them. A marker in a later
    // segment would bring the chunks back then.
    outOfOrder.markers().clear();
    return cut;
  }

  /** Adds a sample that comes out of order. */
  void insert(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    addToPostings(id);
    if (outOfOrder.add(id, timeMs, valueBits, histogram)) {
      counters.outOfOrderAppended++;
      countAppended(histogram);
    }
  }

  /** Takes up a chunk of samples out of order from an earlier run, which the log names. */
  void restoreOutOfOrder(int id, long chunkRef, long minTimeMs, long maxTimeMs) {
    addToPostings(id);
    outOfOrder.restoreChunk(id, chunkRef, minTimeMs, maxTimeMs);
  }

  /** Makes a series known to queries when it gets its first sample. */
  private void addToPostings(int id) {
    if (rows.page(id)[SeriesRows.row(id) + SeriesRows.STATE] == SeriesRows.NO_SAMPLES
        && !outOfOrder.has(id)) {
      postings.add(id);
    }
  }

  private void append(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    if (timeMs < counters.minValidTimeMs) {
      counters.outOfBounds.increment();
      return;
    }
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    if (page[row + SeriesRows.STATE] == SeriesRows.NO_SAMPLES) {
      addToPostings(id);
    } else if (timeMs <= page[row + SeriesRows.TIME]) {
      countRefused(id, timeMs, valueBits, histogram);
      return;
    }
    if (histogram != null) {
      appendHistogram(id, page, row, timeMs, histogram);
    } else if (page[row + SeriesRows.STATE] == SeriesRows.OPEN_HISTOGRAM
        && StaleMarker.isStale(Double.longBitsToDouble(valueBits))) {
      histograms.extend(id, page, row, timeMs, histograms.stale(page, row));
    } else {
      appendFloat(id, page, row, timeMs, valueBits);
    }
    counters.minTimeMs = Math.min(counters.minTimeMs, timeMs);
    counters.maxTimeMs = Math.max(counters.maxTimeMs, timeMs);
    countAppended(histogram);
  }

  private void countAppended(@Nullable Histogram histogram) {
    counters.samplesAppended++;
    if (histogram != null) {
      counters.histogramsAppended++;
    }
  }

  private void countRefused(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    if (timeMs < rows.page(id)[SeriesRows.row(id) + SeriesRows.TIME]) {
      counters.outOfOrder.increment();
    } else if (!lastValues.isLast(id, valueBits, histogram)) {
      counters.duplicateTimestamp.increment();
    }
  }

  private void appendFloat(int id, long[] page, int row, long timeMs, long valueBits) {
    long state = page[row + SeriesRows.STATE];
    if (SeriesRows.hasOpenFloats(state)) {
      extend(id, page, row, state, timeMs, valueBits);
      return;
    }
    int slice = slabs.take(FIRST_SLICE_BYTES);
    if (state == SeriesRows.OPEN_HISTOGRAM) {
      histograms.finish(id, page, row);
    }
    begin(page, row, slice, timeMs, valueBits);
  }

  private void appendHistogram(int id, long[] page, int row, long timeMs, Histogram histogram) {
    long state = page[row + SeriesRows.STATE];
    if (state == SeriesRows.OPEN_HISTOGRAM) {
      histograms.extend(id, page, row, timeMs, histogram);
      return;
    }
    if (SeriesRows.hasOpenFloats(state)) {
      SeriesRows.load(page, row, encoder);
      finish(id, SeriesRows.slice(page[row + SeriesRows.OPEN]));
      SeriesRows.storeAllFull(page, row);
    }
    histograms.begin(page, row, timeMs, histogram);
  }

  private void extend(int id, long[] page, int row, long state, long timeMs, long valueBits) {
    SeriesRows.load(page, row, encoder);
    int slice = SeriesRows.slice(page[row + SeriesRows.OPEN]);
    long lastMs = encoder.lastTimeMs;
    long nextChunkMs = lastMs + SeriesRows.untilNextMs(state);
    if (encoder.samples == samplesPerChunk / 4) {
      long startMs = XorEncoder.firstTimeMs(slabs.slab(slice), slabs.offset(slice));
      nextChunkMs = ChunkEnds.nextChunkMs(id, startMs, lastMs, nextChunkMs, chunkRangeMs);
    }
    if (timeMs >= nextChunkMs
        || encoder.samples >= samplesPerChunk * 2
        || encoder.bytes() > MAX_BYTES_BEFORE) {
      int next = slabs.take(FIRST_SLICE_BYTES);
      finish(id, slice);
      begin(page, row, next, timeMs, valueBits);
      return;
    }
    if (!appendTo(slice, timeMs, valueBits)) {
      slice = appendElsewhere(slice, timeMs, valueBits);
    }
    SeriesRows.store(page, row, encoder, nextChunkMs - timeMs, slice);
  }

  /** Gives a series without an open chunk one that was begun before. */
  void restoreOpen(
      int id, XorEncoder from, long untilNextMs, long firstMs, byte[] chunk, int chunkFrom) {
    int slice = slabs.take(Math.max(FIRST_SLICE_BYTES, from.wholeBytes()));
    System.arraycopy(chunk, chunkFrom, slabs.slab(slice), slabs.offset(slice), from.wholeBytes());
    postings.add(id);
    SeriesRows.store(rows.page(id), SeriesRows.row(id), from, untilNextMs, slice);
    counters.minTimeMs = Math.min(counters.minTimeMs, firstMs);
    counters.maxTimeMs = Math.max(counters.maxTimeMs, from.lastTimeMs);
    counters.samplesAppended += from.samples;
    counters.chunksCreated++;
  }

  /** Begins a chunk in a slice of at least {@link #FIRST_SLICE_BYTES}. */
  private void begin(long[] page, int row, int slice, long timeMs, long valueBits) {
    encoder.clear();
    if (!appendTo(slice, timeMs, valueBits)) {
      throw new IllegalStateException("a first sample takes more than " + FIRST_SLICE_BYTES);
    }
    long untilNextMs = chunkRangeMs - Math.floorMod(timeMs, chunkRangeMs);
    SeriesRows.store(page, row, encoder, untilNextMs, slice);
    counters.chunksCreated++;
  }

  /** A slice has the whole words of a chunk, which may have as many bytes more as are no word. */
  private boolean appendTo(int slice, long timeMs, long valueBits) {
    int mostBytes = slabs.capacity(slice) + Long.BYTES - 1;
    return encoder.append(slabs.slab(slice), slabs.offset(slice), mostBytes, timeMs, valueBits);
  }

  /** Moves a chunk to the next slice in which it has room for a sample, which it gets there. */
  private int appendElsewhere(int slice, long timeMs, long valueBits) {
    retired.makeRoom();
    int larger = copied(slice, slabs.capacity(slice) + 1);
    while (!appendTo(larger, timeMs, valueBits)) {
      int tooSmall = slabs.capacity(larger);
      slabs.free(larger);
      larger = copied(slice, tooSmall + 1);
    }
    retired.add(slice, pins.generation());
    return larger;
  }

  private int copied(int slice, int leastBytes) {
    int copy = slabs.take(leastBytes);
    System.arraycopy(
        slabs.slab(slice),
        slabs.offset(slice),
        slabs.slab(copy),
        slabs.offset(copy),
        encoder.wholeBytes());
    return copy;
  }

  /** Hands the open chunk over to the full ones. */
  private void finish(int id, int slice) {
    retired.makeRoom();
    System.arraycopy(slabs.slab(slice), slabs.offset(slice), full, 0, encoder.wholeBytes());
    encoder.complete(full, 0);
    long chunkRef =
        fullChunks.add(
            catalog.logRef(id),
            XorEncoder.firstTimeMs(full, 0),
            encoder.lastTimeMs,
            ChunkEncoding.XOR.code(),
            full,
            0,
            encoder.bytes());
    fullChunkList.add(id, chunkRef, encoder.lastTimeMs);
    retired.add(slice, pins.generation());
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.concurrent.locks.LockSupport;

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
  private final ReaderPins pins;
  private final HeadCounters counters;
  private final long chunkRangeMs;
  private final int samplesPerChunk;
  private final RetiredSlices retired = new RetiredSlices();
  private final XorEncoder encoder = new XorEncoder();

  /** Rises with each batch; what a batch retires belongs to its generation. */
  private long generation;

  HeadWriter(
      SeriesCatalog catalog,
      SeriesRows rows,
      FullChunkList fullChunkList,
      HeadPostings postings,
      SliceSlabs slabs,
      FullChunks fullChunks,
      ReaderPins pins,
      HeadCounters counters,
      HeadOptions options) {
    this.catalog = catalog;
    this.rows = rows;
    this.fullChunkList = fullChunkList;
    this.postings = postings;
    this.slabs = slabs;
    this.fullChunks = fullChunks;
    this.pins = pins;
    this.counters = counters;
    this.chunkRangeMs = options.chunkRangeMs();
    this.samplesPerChunk = options.samplesPerChunk();
  }

  /** The generation of the last batch. */
  long generation() {
    return generation;
  }

  /**
   * Begins what retires memory: readers of now may still be looking at it.
   *
   * @return the generation whose readers do not
   */
  long beginGeneration() {
    return ++generation;
  }

  /** Frees what is retired and not being read any more. */
  void freeRetired() {
    retired.free(slabs, pins.oldest());
  }

  /** Drops the open chunk of a series, if it has one, and its last sample. */
  void forget(int id) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    if (page[row + SeriesRows.STATE] != SeriesRows.NO_SAMPLES) {
      if (SeriesRows.samples(page[row + SeriesRows.STATE]) > 0) {
        retired.add(SeriesRows.slice(page[row + SeriesRows.OPEN]), generation);
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
    generation++;
    int applied = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        for (; applied < batch.count(); applied++) {
          append(batch.id(applied), batch.timeMs(applied), batch.valueBits(applied));
        }
        fullChunks.flush();
        break;
      } catch (OutOfMemoryError e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
    retired.free(slabs, pins.oldest());
  }

  private static void pause() {
    try {
      LockSupport.parkNanos(ATTEMPT_PAUSE_NANOS);
    } catch (OutOfMemoryError e) {
      Thread.onSpinWait(); // a virtual thread may need memory for its timer
    }
  }

  /** Appends a sample. When there is no memory, the series is as before and it can be repeated. */
  private void append(int id, long timeMs, long valueBits) {
    if (timeMs < counters.minValidTimeMs) {
      counters.outOfBounds.increment();
      return;
    }
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    long state = page[row + SeriesRows.STATE];
    if (state == SeriesRows.NO_SAMPLES) {
      postings.add(id);
      begin(page, row, slabs.take(FIRST_SLICE_BYTES), timeMs, valueBits);
    } else {
      long lastMs = page[row + SeriesRows.TIME];
      if (timeMs <= lastMs) {
        countRefused(timeMs, lastMs, valueBits != page[row + SeriesRows.VALUE]);
        return;
      }
      if (state == SeriesRows.ALL_FULL) {
        begin(page, row, slabs.take(FIRST_SLICE_BYTES), timeMs, valueBits);
      } else {
        extend(id, page, row, state, timeMs, valueBits);
      }
    }
    counters.minTimeMs = Math.min(counters.minTimeMs, timeMs);
    counters.maxTimeMs = Math.max(counters.maxTimeMs, timeMs);
    counters.samplesAppended++;
  }

  private void countRefused(long timeMs, long lastMs, boolean differs) {
    if (timeMs < lastMs) {
      counters.outOfOrder.increment();
    } else if (differs) {
      counters.duplicateTimestamp.increment();
    }
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
    while (!encoder.append(
        slabs.slab(slice), slabs.offset(slice), slabs.capacity(slice), timeMs, valueBits)) {
      slice = moved(slice);
    }
    SeriesRows.store(page, row, encoder, nextChunkMs - timeMs, slice);
  }

  /** Gives a series without an open chunk one that was begun before. */
  void restoreOpen(
      int id, XorEncoder from, long untilNextMs, long firstMs, byte[] chunk, int chunkFrom) {
    int slice = slabs.take(Math.max(FIRST_SLICE_BYTES, from.bytes()));
    System.arraycopy(chunk, chunkFrom, slabs.slab(slice), slabs.offset(slice), from.bytes());
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
    if (!encoder.append(
        slabs.slab(slice), slabs.offset(slice), slabs.capacity(slice), timeMs, valueBits)) {
      throw new IllegalStateException("a first sample takes more than " + FIRST_SLICE_BYTES);
    }
    long untilNextMs = chunkRangeMs - Math.floorMod(timeMs, chunkRangeMs);
    SeriesRows.store(page, row, encoder, untilNextMs, slice);
    counters.chunksCreated++;
  }

  /** Moves a chunk to the next larger slice. */
  private int moved(int slice) {
    int larger = slabs.take(slabs.capacity(slice) + 1);
    System.arraycopy(
        slabs.slab(slice),
        slabs.offset(slice),
        slabs.slab(larger),
        slabs.offset(larger),
        encoder.bytes());
    retired.add(slice, generation);
    return larger;
  }

  /** Hands the open chunk over to the full ones. */
  private void finish(int id, int slice) {
    retired.makeRoom();
    byte[] slab = slabs.slab(slice);
    int from = slabs.offset(slice);
    XorEncoder.writeHeader(slab, from, encoder.samples);
    long minTimeMs = XorEncoder.firstTimeMs(slab, from);
    long chunkRef =
        fullChunks.add(
            catalog.logRef(id),
            minTimeMs,
            encoder.lastTimeMs,
            ChunkEncoding.XOR.code(),
            slab,
            from,
            encoder.bytes());
    fullChunkList.add(id, chunkRef, encoder.lastTimeMs);
    retired.add(slice, generation);
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.index.HeadPostings;

/**
 * Puts the samples of a batch into the chunks of their series. For the owner of the head's write
 * lock.
 *
 * <p>A chunk ends where its samples, spread evenly over what is left of the chunk range, should
 * fill whole chunks: at a quarter of the wanted samples the end is estimated from their rate. At
 * the latest it ends with the range, with twice the wanted samples, or before it exceeds 1 KiB.
 */
final class HeadWriter {
  /** A sample that finds more bytes than this goes into a new chunk. */
  private static final int MAX_BYTES_BEFORE =
      FullChunks.MAX_CHUNK_BYTES - XorEncoder.MAX_SAMPLE_BYTES;

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
      SeriesRows rows,
      FullChunkList fullChunkList,
      HeadPostings postings,
      SliceSlabs slabs,
      FullChunks fullChunks,
      ReaderPins pins,
      HeadCounters counters,
      HeadOptions options) {
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

  void apply(Batch batch) {
    generation++;
    int count = batch.count();
    int appended = 0;
    for (int i = 0; i < count; i++) {
      if (append(batch.id(i), batch.timeMs(i), batch.valueBits(i))) {
        appended++;
      }
    }
    fullChunks.flush();
    counters.samplesAppended += appended;
    retired.free(slabs, pins.oldest());
  }

  private boolean append(int id, long timeMs, long valueBits) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    long state = page[row + SeriesRows.STATE];
    if (state == SeriesRows.NO_SAMPLES) {
      postings.add(id);
      begin(page, row, timeMs, valueBits);
    } else {
      long lastMs = page[row + SeriesRows.TIME];
      if (timeMs <= lastMs) {
        countRefused(timeMs, lastMs, valueBits != page[row + SeriesRows.VALUE]);
        return false;
      }
      extend(id, page, row, state, timeMs, valueBits);
    }
    counters.minTimeMs = Math.min(counters.minTimeMs, timeMs);
    counters.maxTimeMs = Math.max(counters.maxTimeMs, timeMs);
    return true;
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
      nextChunkMs = estimateEnd(slice, lastMs, nextChunkMs);
    }
    if (timeMs >= nextChunkMs
        || encoder.samples >= samplesPerChunk * 2
        || encoder.bytes() > MAX_BYTES_BEFORE) {
      finish(id, slice);
      begin(page, row, timeMs, valueBits);
      return;
    }
    while (!encoder.append(
        slabs.slab(slice), slabs.offset(slice), slabs.capacity(slice), timeMs, valueBits)) {
      slice = moved(slice);
    }
    SeriesRows.store(page, row, encoder, nextChunkMs - timeMs, slice);
  }

  private void begin(long[] page, int row, long timeMs, long valueBits) {
    encoder.clear();
    int slice = slabs.take(1);
    while (!encoder.append(
        slabs.slab(slice), slabs.offset(slice), slabs.capacity(slice), timeMs, valueBits)) {
      slice = moved(slice);
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
    byte[] slab = slabs.slab(slice);
    int from = slabs.offset(slice);
    XorEncoder.writeHeader(slab, from, encoder.samples);
    long minTimeMs = XorEncoder.firstTimeMs(slab, from);
    long chunkRef =
        fullChunks.add(id + 1L, minTimeMs, encoder.lastTimeMs, slab, from, encoder.bytes());
    fullChunkList.add(id, chunkRef, encoder.lastTimeMs);
    retired.add(slice, generation);
  }

  /** When the next chunk should begin, for equal chunks until {@code latestMs}. */
  private long estimateEnd(int slice, long lastMs, long latestMs) {
    long startMs = XorEncoder.firstTimeMs(slabs.slab(slice), slabs.offset(slice));
    double chunks = (latestMs - startMs) / ((lastMs - startMs + 1) * 4.0);
    if (chunks <= 1) {
      return latestMs;
    }
    return (long) (startMs + (latestMs - startMs) / Math.floor(chunks));
  }
}

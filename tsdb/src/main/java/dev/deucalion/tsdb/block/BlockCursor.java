package dev.deucalion.tsdb.block;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.CorruptChunkException;

/** Reads the samples of one series of a block after the other. For one thread. */
final class BlockCursor implements SampleCursor {
  private static final int LOOK_AHEAD = 128;

  private final MappedBlock block;
  private final Tombstones tombstones;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final SeriesEntry entry;
  private final ChunkLoader loader;
  private final ChunkRefs refs = new ChunkRefs();
  private final ChunkData chunk = new ChunkData();
  private final ChunkReader reader = new ChunkReader();
  private TimeIntervals deleted = TimeIntervals.NONE;
  private int nextChunk;

  /** Samples before this are given out, or not asked for. */
  private long fromTimeMs;

  /** Whether all samples of the chunk are asked for. */
  private boolean whole;

  BlockCursor(MappedBlock block, Tombstones tombstones, long minTimeMs, long maxTimeMs) {
    this.block = block;
    this.tombstones = tombstones;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.entry = new SeriesEntry(block.index(), SymbolCache.none());
    this.loader = new ChunkLoader(block.chunks(), block.index().newInput());
  }

  /** Whether this reads the same of the same block. */
  boolean isOf(
      MappedBlock otherBlock,
      Tombstones otherTombstones,
      long otherMinTimeMs,
      long otherMaxTimeMs) {
    return block == otherBlock
        && tombstones == otherTombstones
        && minTimeMs == otherMinTimeMs
        && maxTimeMs == otherMaxTimeMs;
  }

  /** Goes to a series. */
  void reset(int id) {
    entry.read(id);
    entry.chunks(refs);
    deleted = tombstones.of(Integer.toUnsignedLong(id));
    nextChunk = 0;
    fromTimeMs = minTimeMs;
    reader.clear();
  }

  /** Whether a chunk may have samples in the range; the cursor must be reset after it. */
  boolean hasChunk() {
    return skipToWanted();
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    while (true) {
      if (reader.remaining() == 0 && !nextChunk()) {
        return 0;
      }
      if (chunk.encoding.isHistogram()) {
        if (hasWanted()) {
          return 0;
        }
        continue;
      }
      int count = decodeFloats(timesMs, values);
      int kept =
          whole
              ? count
              : DeletedSamples.keep(
                  timesMs,
                  count,
                  fromTimeMs,
                  maxTimeMs,
                  deleted,
                  (from, to) -> values[to] = values[from]);
      if (kept > 0) {
        fromTimeMs = timesMs[kept - 1] + 1;
        return kept;
      }
    }
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    while (true) {
      if (reader.remaining() == 0 && !nextChunk()) {
        return 0;
      }
      if (!chunk.encoding.isHistogram()) {
        if (hasWanted()) {
          return 0;
        }
        continue;
      }
      int count = decodeHistograms(timesMs, histograms);
      int kept =
          whole
              ? count
              : DeletedSamples.keep(
                  timesMs,
                  count,
                  fromTimeMs,
                  maxTimeMs,
                  deleted,
                  (from, to) -> histograms[to] = histograms[from]);
      if (kept > 0) {
        fromTimeMs = timesMs[kept - 1] + 1;
        return kept;
      }
    }
  }

  private int decodeFloats(long[] timesMs, double[] values) {
    try {
      return reader.next(timesMs, values);
    } catch (CorruptChunkException e) {
      throw corrupt(e);
    }
  }

  private int decodeHistograms(long[] timesMs, Histogram[] histograms) {
    try {
      return reader.nextHistograms(timesMs, histograms);
    } catch (CorruptChunkException e) {
      throw corrupt(e);
    }
  }

  private RuntimeException corrupt(CorruptChunkException e) {
    long offset = ChunkSegmentLayout.offset(refs.ref(nextChunk - 1));
    return CorruptBlockException.unchecked(loader.file(), offset, String.valueOf(e.getMessage()));
  }

  /**
   * Whether the rest of the chunk, which is of the kind that is not asked for now, has a sample
   * that is wanted: else the run goes on behind it. If so, the chunk is read again from its start.
   */
  private boolean hasWanted() {
    if (whole) {
      return true;
    }
    long[] timesMs = new long[LOOK_AHEAD];
    boolean found = false;
    while (!found && reader.remaining() > 0) {
      int count =
          chunk.encoding.isHistogram()
              ? decodeHistograms(timesMs, new Histogram[LOOK_AHEAD])
              : decodeFloats(timesMs, new double[LOOK_AHEAD]);
      for (int i = 0; i < count; i++) {
        found |= isWanted(timesMs[i]);
      }
    }
    if (found) {
      reader.reset(chunk);
    }
    return found;
  }

  private boolean isWanted(long timeMs) {
    return timeMs >= fromTimeMs && timeMs <= maxTimeMs && !deleted.contains(timeMs);
  }

  private boolean nextChunk() {
    if (!skipToWanted()) {
      return false;
    }
    int i = nextChunk++;
    loader.load(refs.ref(i), chunk);
    chunk.minTimeMs = refs.minTimeMs(i);
    chunk.maxTimeMs = refs.maxTimeMs(i);
    whole =
        chunk.minTimeMs >= minTimeMs
            && chunk.maxTimeMs <= maxTimeMs
            && !deleted.overlaps(chunk.minTimeMs, chunk.maxTimeMs);
    try {
      reader.reset(chunk);
    } catch (CorruptChunkException e) {
      throw corrupt(e);
    }
    return reader.remaining() > 0 || nextChunk();
  }

  /** Skips the chunks of which the times alone say that nothing in them is wanted. */
  private boolean skipToWanted() {
    while (nextChunk < refs.count()
        && (refs.maxTimeMs(nextChunk) < minTimeMs
            || deleted.covers(refs.minTimeMs(nextChunk), refs.maxTimeMs(nextChunk)))) {
      nextChunk++;
    }
    return nextChunk < refs.count() && refs.minTimeMs(nextChunk) <= maxTimeMs;
  }
}

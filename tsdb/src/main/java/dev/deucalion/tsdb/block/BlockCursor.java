package dev.deucalion.tsdb.block;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.CorruptChunkException;

/** Reads the chunks of a series of a block, and passes over those that have nothing wanted. */
final class BlockCursor extends ChunkCursor {
  private final MappedBlock block;
  private final Tombstones tombstones;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final SeriesEntry entry;
  private final ChunkLoader loader;
  private final ChunkRefs refs = new ChunkRefs();
  private TimeIntervals deleted = TimeIntervals.NONE;
  private int nextChunk;

  BlockCursor(MappedBlock block, Tombstones tombstones, long minTimeMs, long maxTimeMs) {
    super(maxTimeMs);
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
    begin(minTimeMs, deleted);
  }

  @Override
  public boolean hasChunk() {
    return skipToWanted();
  }

  /** Time of the first sample of the next wanted chunk, when {@link #hasChunk} found one. */
  long chunkMinTimeMs() {
    return refs.minTimeMs(nextChunk);
  }

  @Override
  protected boolean load(ChunkData into) {
    if (!skipToWanted()) {
      return false;
    }
    int i = nextChunk++;
    loader.load(refs.ref(i), into);
    into.minTimeMs = refs.minTimeMs(i);
    into.maxTimeMs = refs.maxTimeMs(i);
    return true;
  }

  @Override
  protected RuntimeException failure(CorruptChunkException e) {
    long offset = ChunkSegmentLayout.offset(refs.ref(nextChunk - 1));
    return CorruptBlockException.unchecked(loader.file(), offset, String.valueOf(e.getMessage()));
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

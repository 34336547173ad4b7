package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import dev.deucalion.tsdb.chunk.SampleFilter;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.roaringbitmap.IntIterator;

/**
 * All series of a block with their chunks. Those of which something is deleted are encoded anew,
 * the others are handed on as they are.
 */
final class BlockChunks implements SeriesChunks {
  private final MappedBlock block;
  private final Tombstones tombstones;
  private final SeriesEntry entry;
  private final ChunkLoader loader;
  private final IntIterator ids;
  private final ChunkRefs refs = new ChunkRefs();
  private final ChunkData partial = new ChunkData();
  private final ChunkReader reader = new ChunkReader();
  private final SampleFilter filter = new SampleFilter();
  private final ChunkReencoder reencoder = new ChunkReencoder();
  private TimeIntervals deleted = TimeIntervals.NONE;
  private Labels labels = Labels.EMPTY;
  private int nextChunk;

  /** Whether the encoder may have more of a chunk of which something is deleted. */
  private boolean reencoding;

  private boolean closed;

  /**
   * @param block held, let go by {@link #close}
   */
  BlockChunks(MappedBlock block, Tombstones tombstones) {
    this.block = block;
    this.tombstones = tombstones;
    this.entry = new SeriesEntry(block.index(), SymbolCache.large());
    this.loader = new ChunkLoader(block.chunks(), block.index().newInput());
    this.ids = block.index().all(block.index().newInput()).getIntIterator();
  }

  @Override
  public Iterator<String> symbols() {
    return block.index().symbols().iterator(block.index().newInput());
  }

  @Override
  public boolean nextSeries() throws IOException {
    if (!ids.hasNext()) {
      return false;
    }
    int id = ids.next();
    try {
      entry.read(id);
      labels = entry.labels();
      entry.chunks(refs);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    deleted = tombstones.of(Integer.toUnsignedLong(id));
    nextChunk = 0;
    reencoding = false;
    return true;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    try {
      while (true) {
        if (reencoding && reencoder.next(into)) {
          return true;
        }
        reencoding = false;
        if (nextChunk == refs.count()) {
          return false;
        }
        int i = nextChunk++;
        if (deleted.covers(refs.minTimeMs(i), refs.maxTimeMs(i))) {
          continue;
        }
        if (!deleted.overlaps(refs.minTimeMs(i), refs.maxTimeMs(i))) {
          load(i, into);
          return true;
        }
        load(i, partial);
        reader.reset(partial);
        filter.reset(reader, refs.minTimeMs(i), refs.maxTimeMs(i), deleted);
        reencoder.reset(filter);
        reencoding = true;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CorruptChunkException e) {
      long offset = ChunkSegmentLayout.offset(refs.ref(nextChunk - 1));
      throw new CorruptBlockException(loader.file(), offset, String.valueOf(e.getMessage()));
    }
  }

  private void load(int i, ChunkData into) {
    loader.load(refs.ref(i), into);
    into.minTimeMs = refs.minTimeMs(i);
    into.maxTimeMs = refs.maxTimeMs(i);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      block.release();
    }
  }
}

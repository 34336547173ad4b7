package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ForwardingChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;

/** Chunks that are counted as they are taken. */
final class CountedChunks extends ForwardingChunks {
  private final CompactionCounters counters;

  CountedChunks(SeriesChunks chunks, CompactionCounters counters) {
    super(chunks);
    this.counters = counters;
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    if (!super.nextChunk(into)) {
      return false;
    }
    counters.chunkBytes.add(into.length);
    counters.chunkSamples.add(into.samples());
    counters.chunkSeconds.add((into.maxTimeMs - into.minTimeMs) / 1e3);
    return true;
  }
}

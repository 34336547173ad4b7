package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.util.Iterator;

/** Chunks that are counted as they are taken. */
final class CountedChunks implements SeriesChunks {
  private final SeriesChunks chunks;
  private final CompactionCounters counters;

  CountedChunks(SeriesChunks chunks, CompactionCounters counters) {
    this.chunks = chunks;
    this.counters = counters;
  }

  @Override
  public Iterator<String> symbols() throws IOException {
    return chunks.symbols();
  }

  @Override
  public boolean nextSeries() throws IOException {
    return chunks.nextSeries();
  }

  @Override
  public Labels labels() {
    return chunks.labels();
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    if (!chunks.nextChunk(into)) {
      return false;
    }
    counters.chunkBytes.add(into.length);
    counters.chunkSamples.add(into.samples());
    counters.chunkSeconds.add((into.maxTimeMs - into.minTimeMs) / 1e3);
    return true;
  }

  @Override
  public void close() throws IOException {
    chunks.close();
  }
}

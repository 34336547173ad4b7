package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** Chunks that come to an end, with an exception, when the store is to close. */
final class StoppableChunks implements SeriesChunks {
  private final SeriesChunks chunks;
  private final BooleanSupplier stopping;

  StoppableChunks(SeriesChunks chunks, BooleanSupplier stopping) {
    this.chunks = chunks;
    this.stopping = stopping;
  }

  @Override
  public Iterator<String> symbols() throws IOException {
    return chunks.symbols();
  }

  @Override
  public boolean nextSeries() throws IOException {
    if (stopping.getAsBoolean()) {
      throw new InterruptedIOException("compaction was given up, since the store is closing");
    }
    return chunks.nextSeries();
  }

  @Override
  public Labels labels() {
    return chunks.labels();
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    return chunks.nextChunk(into);
  }

  @Override
  public void close() throws IOException {
    chunks.close();
  }
}

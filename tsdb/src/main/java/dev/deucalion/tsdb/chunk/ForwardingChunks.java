package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.labels.Labels;
import java.io.IOException;
import java.util.Iterator;

/** Chunks of another source as they are; subclasses change what they are for. */
public abstract class ForwardingChunks implements SeriesChunks {
  private final SeriesChunks chunks;

  /**
   * @param chunks that are closed with these
   */
  protected ForwardingChunks(SeriesChunks chunks) {
    this.chunks = chunks;
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
    return chunks.nextChunk(into);
  }

  @Override
  public void close() throws IOException {
    chunks.close();
  }
}

package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;

/** One source of a merge, with the chunk that comes next. */
final class ChunkSource {
  private final SeriesChunks chunks;
  private final ChunkData next = new ChunkData();
  private boolean hasSeries;
  private boolean hasChunk;

  ChunkSource(SeriesChunks chunks) {
    this.chunks = chunks;
  }

  SeriesChunks chunks() {
    return chunks;
  }

  /** Moves to the next series, of which no chunk is read yet. */
  void nextSeries() throws IOException {
    hasSeries = chunks.nextSeries();
    hasChunk = false;
  }

  boolean hasSeries() {
    return hasSeries;
  }

  Labels labels() {
    return chunks.labels();
  }

  /** Reads the next chunk of the series. */
  void readChunk() throws IOException {
    hasChunk = chunks.nextChunk(next);
  }

  boolean hasChunk() {
    return hasChunk;
  }

  /** The chunk that comes next. */
  ChunkData chunk() {
    return next;
  }

  /** Hands out the chunk, and reads the one after it. */
  void takeChunk(ChunkData into) throws IOException {
    into.swapWith(next);
    readChunk();
  }
}

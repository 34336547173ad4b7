package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.Iterator;

/**
 * Chunks of the head that end only when the log is synced: a block that has them must not outlive
 * the rest of the batches that they came with.
 */
final class LoggedChunks implements SeriesChunks {
  private final SeriesChunks chunks;
  private final RecordLog log;

  LoggedChunks(SeriesChunks chunks, RecordLog log) {
    this.chunks = chunks;
    this.log = log;
  }

  @Override
  public Iterator<String> symbols() throws IOException {
    return chunks.symbols();
  }

  @Override
  public boolean nextSeries() throws IOException {
    boolean found = chunks.nextSeries();
    if (!found) {
      log.sync();
    }
    return found;
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

package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.util.Iterator;

/** Fails where the second series should come. */
final class FailingSeries implements SeriesChunks {
  private final SeriesChunks series;
  private final IOException failure;
  private boolean begun;

  FailingSeries(SeriesChunks series, IOException failure) {
    this.series = series;
    this.failure = failure;
  }

  @Override
  public Iterator<String> symbols() throws IOException {
    return series.symbols();
  }

  @Override
  public boolean nextSeries() throws IOException {
    if (begun) {
      throw failure;
    }
    begun = true;
    return series.nextSeries();
  }

  @Override
  public Labels labels() {
    return series.labels();
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    return series.nextChunk(into);
  }

  @Override
  public void close() throws IOException {
    series.close();
  }
}

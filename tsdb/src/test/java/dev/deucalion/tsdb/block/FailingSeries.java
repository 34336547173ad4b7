package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.chunk.ForwardingChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;

/** Fails where the second series should come. */
final class FailingSeries extends ForwardingChunks {
  private final IOException failure;
  private boolean begun;

  FailingSeries(SeriesChunks series, IOException failure) {
    super(series);
    this.failure = failure;
  }

  @Override
  public boolean nextSeries() throws IOException {
    if (begun) {
      throw failure;
    }
    begun = true;
    return super.nextSeries();
  }
}

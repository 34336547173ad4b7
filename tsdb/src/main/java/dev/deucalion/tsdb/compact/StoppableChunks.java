package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.chunk.ForwardingChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/** Chunks that come to an end, with an exception, when the store is to close. */
final class StoppableChunks extends ForwardingChunks {
  private final BooleanSupplier stopping;

  StoppableChunks(SeriesChunks chunks, BooleanSupplier stopping) {
    super(chunks);
    this.stopping = stopping;
  }

  @Override
  public boolean nextSeries() throws IOException {
    if (stopping.getAsBoolean()) {
      throw new InterruptedIOException("compaction was given up, since the store is closing");
    }
    return super.nextSeries();
  }
}

package dev.deucalion.tsdb.compact;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import java.util.List;

/** The samples of chunks that follow one another. Not thread-safe. */
final class ChunkChain implements SampleCursor {
  private final List<ChunkData> chunks;
  private final ChunkReader reader = new ChunkReader();
  private int next;

  ChunkChain(List<ChunkData> chunks) {
    this.chunks = chunks;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    skipRead();
    return reader.next(timesMs, values);
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    skipRead();
    return reader.nextHistograms(timesMs, histograms);
  }

  /** Turns to the next chunk with samples when the present one is read through. */
  private void skipRead() {
    while (reader.remaining() == 0 && next < chunks.size()) {
      reader.reset(chunks.get(next++));
    }
  }
}

package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the series at which a {@link SeriesChunks} is, chunk after chunk. Not thread-safe.
 */
public final class SeriesSamples implements SampleCursor {
  private final ChunkData chunk = new ChunkData();
  private final ChunkReader reader = new ChunkReader();
  private @Nullable SeriesChunks source;

  /** Turns to a series of which no chunk was read yet. */
  public void reset(SeriesChunks series) {
    source = series;
    reader.clear();
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    return toNextSample() ? reader.next(timesMs, values) : 0;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    return toNextSample() ? reader.nextHistograms(timesMs, histograms) : 0;
  }

  private boolean toNextSample() {
    while (reader.remaining() == 0) {
      try {
        if (source == null || !source.nextChunk(chunk)) {
          source = null;
          return false;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      reader.reset(chunk);
    }
    return true;
  }
}

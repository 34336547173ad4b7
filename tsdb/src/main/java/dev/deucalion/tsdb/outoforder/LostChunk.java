package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of samples out of order that cannot be read, and what their log has of its time: also
 * samples of other chunks, which do no harm. For one thread.
 */
public final class LostChunk {
  private final int id;
  private final long logRef;
  private final OutOfOrderChunk chunk;
  private final SampleBuffer found = new SampleBuffer();

  LostChunk(int id, long logRef, OutOfOrderChunk chunk) {
    this.id = id;
    this.logRef = logRef;
    this.chunk = chunk;
  }

  /** The log's ref of its series. */
  public long logRef() {
    return logRef;
  }

  /** Where the chunk is, or was. */
  public long ref() {
    return chunk.ref();
  }

  /** Whether a time is one that the chunk may have. */
  public boolean overlaps(long timeMs) {
    return chunk.overlaps(timeMs, timeMs);
  }

  /**
   * Takes a sample of the series of a time that it {@link #overlaps}, a float or a histogram where
   * that is not null.
   */
  public void add(long timeMs, long valueBits, @Nullable Histogram histogram) {
    if (!found.contains(timeMs)) {
      found.add(timeMs, valueBits, histogram);
    }
  }

  int id() {
    return id;
  }

  OutOfOrderChunk chunk() {
    return chunk;
  }

  /** The samples taken, by their times. */
  SortedSamples samples() {
    return found.samples().sorted(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import java.io.IOException;

/**
 * The samples of the head that had come out of order up to one moment, all in chunks: to be made
 * into blocks and then dropped. For one thread, and one cut at a time.
 */
public final class OutOfOrderCut {
  private final Head head;
  private final OutOfOrderSamples.Cut cut;

  /** Segment of the log that gets samples that came later. */
  private final long firstLaterSegment;

  OutOfOrderCut(Head head, OutOfOrderSamples.Cut cut, long firstLaterSegment) {
    this.head = head;
    this.cut = cut;
    this.firstLaterSegment = firstLaterSegment;
  }

  /** Whether there is no sample. */
  public boolean isEmpty() {
    return cut.isEmpty();
  }

  /** Time of the first sample. */
  public long minTimeMs() {
    return cut.minTimeMs();
  }

  /** Time of the last sample. */
  public long maxTimeMs() {
    return cut.maxTimeMs();
  }

  /**
   * The samples of a range as they go into a block, perhaps with some that came later. A series may
   * turn out to have no chunk.
   *
   * @param fromMs earliest time, inclusive
   * @param toMs latest time, inclusive
   */
  public SeriesChunks chunks(long fromMs, long toMs) {
    return head.outOfOrderChunks(fromMs, toMs);
  }

  /**
   * Drops the samples, which are in blocks, and the part of the log that has them.
   *
   * @throws IOException when the log could not be shortened; the samples are gone
   */
  public void drop() throws IOException {
    head.dropOutOfOrder(samples -> samples.drop(cut), firstLaterSegment);
  }

  /** Drops chunks that end before a time, for a store without blocks. */
  public void dropBefore(long timeMs) throws IOException {
    head.dropOutOfOrder(samples -> samples.dropBefore(timeMs), 0);
  }
}

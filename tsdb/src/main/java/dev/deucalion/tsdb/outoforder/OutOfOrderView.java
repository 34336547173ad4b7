package dev.deucalion.tsdb.outoforder;

import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.FullChunks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What came out of order of one series, at one moment. For any thread. */
public final class OutOfOrderView {
  private final OutOfOrderChunk[] chunks;
  private final BufferedSamples buffered;

  OutOfOrderView(OutOfOrderChunk[] chunks, BufferedSamples buffered) {
    this.chunks = chunks;
    this.buffered = buffered;
  }

  /** Whether there is a sample in a range, as far as beginnings and ends of chunks tell. */
  public boolean overlaps(long minTimeMs, long maxTimeMs) {
    if (buffered.overlaps(minTimeMs, maxTimeMs)) {
      return true;
    }
    for (OutOfOrderChunk chunk : chunks) {
      if (chunk.overlaps(minTimeMs, maxTimeMs)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Cursors over the samples in a range, both ends included, that together give all of them; where
   * two give the same time, the first one counts. Chunks that do not overlap share one.
   */
  public List<SampleCursor> cursors(FullChunks store, long minTimeMs, long maxTimeMs) {
    List<SampleCursor> cursors = new ArrayList<>();
    for (List<OutOfOrderChunk> lane : lanes(minTimeMs, maxTimeMs)) {
      cursors.add(new LaneCursor(store, lane, minTimeMs, maxTimeMs));
    }
    if (buffered.overlaps(minTimeMs, maxTimeMs)) {
      cursors.add(buffered.sorted(minTimeMs, maxTimeMs));
    }
    return cursors;
  }

  /** Deals the chunks out, by their first times, to as few lanes as keep them from overlapping. */
  private List<List<OutOfOrderChunk>> lanes(long minTimeMs, long maxTimeMs) {
    List<OutOfOrderChunk> wanted = new ArrayList<>();
    for (OutOfOrderChunk chunk : chunks) {
      if (chunk.overlaps(minTimeMs, maxTimeMs)) {
        wanted.add(chunk);
      }
    }
    wanted.sort(
        Comparator.comparingLong(OutOfOrderChunk::minTimeMs)
            .thenComparingLong(OutOfOrderChunk::number));
    List<List<OutOfOrderChunk>> lanes = new ArrayList<>();
    for (OutOfOrderChunk chunk : wanted) {
      List<OutOfOrderChunk> lane = null;
      for (List<OutOfOrderChunk> candidate : lanes) {
        if (candidate.getLast().maxTimeMs() < chunk.minTimeMs()) {
          lane = candidate;
          break;
        }
      }
      if (lane == null) {
        lane = new ArrayList<>();
        lanes.add(lane);
      }
      lane.add(chunk);
    }
    return lanes;
  }
}

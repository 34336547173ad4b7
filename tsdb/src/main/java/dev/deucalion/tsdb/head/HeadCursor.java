package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.ChunkCursor;
import dev.deucalion.tsdb.chunk.ChunkData;

/** Reads the chunks of a series of the head. */
final class HeadCursor extends ChunkCursor {
  private final HeadChunkWalk walk;

  HeadCursor(HeadState head, long minTimeMs, long maxTimeMs) {
    super(maxTimeMs);
    this.walk = new HeadChunkWalk(head, minTimeMs, maxTimeMs);
  }

  /** Turns to series {@code i} of a snapshot. */
  void reset(HeadSeriesSet set, int i) {
    walk.reset(set, i);
    begin(set.inOrderFromMs(), set.deleted(i));
  }

  @Override
  protected boolean load(ChunkData into) {
    return walk.next(into);
  }
}

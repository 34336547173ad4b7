package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.chunk.SliceSlabs;

/**
 * Reads where the next samples of a batch will be written. Open chunks are more than caches hold,
 * and each lies in a line of its own: samples that are appended one after the other would each wait
 * for memory, while these reads wait together.
 */
final class SliceFetch {
  /** Samples of one {@link #fetch}: more reads than a processor has under way at a time. */
  static final int SAMPLES = 16;

  private final SeriesRows rows;
  private final SliceSlabs slabs;

  /** What was read; a compiler may leave out reads that nobody sees. */
  int sum;

  SliceFetch(SeriesRows rows, SliceSlabs slabs) {
    this.rows = rows;
    this.slabs = slabs;
  }

  /** Reads a byte for each of the samples from {@code from} on, as many as there are. */
  void fetch(Batch batch, int from) {
    int to = Math.min(batch.count(), from + SAMPLES);
    int bytes = 0;
    for (int i = from; i < to; i++) {
      int id = batch.id(i);
      long[] page = rows.page(id);
      int row = SeriesRows.row(id);
      long state = page[row + SeriesRows.STATE];
      if (SeriesRows.hasOpenFloats(state)) {
        int slice = SeriesRows.slice(page[row + SeriesRows.OPEN]);
        bytes += slabs.slab(slice)[slabs.offset(slice) + SeriesRows.lastByte(state)];
      }
    }
    sum = bytes;
  }
}

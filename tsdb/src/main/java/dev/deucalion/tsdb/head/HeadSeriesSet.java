package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Series as they were at one moment: of each one the slice of its open chunk, how many samples that
 * had, and a link to its full chunks.
 */
final class HeadSeriesSet implements SeriesSet {
  private final Head head;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final int[] ids;
  private final int[] slices;
  private final int[] openSamples;
  private final int[] newestFull;
  private final int size;

  /** Labels by index, or null when they were not needed. */
  private final Labels @Nullable [] labels;

  private HeadSeriesSet(
      Head head,
      long minTimeMs,
      long maxTimeMs,
      int[] ids,
      int[] slices,
      int[] openSamples,
      int[] newestFull,
      int size,
      Labels @Nullable [] labels) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.ids = ids;
    this.slices = slices;
    this.openSamples = openSamples;
    this.newestFull = newestFull;
    this.size = size;
    this.labels = labels;
  }

  /** Copies what is needed of the series; under the read lock. */
  static HeadSeriesSet snapshot(Head head, RoaringBitmap series, long minTimeMs, long maxTimeMs) {
    int most = minTimeMs > maxTimeMs ? 0 : series.getCardinality();
    int[] ids = new int[most];
    int[] slices = new int[most];
    int[] openSamples = new int[most];
    int[] newestFull = new int[most];
    SeriesRows rows = head.rows();
    FullChunkList full = head.fullChunkList();
    int size = 0;
    for (IntIterator each = series.getIntIterator(); size < most && each.hasNext(); ) {
      int id = each.next();
      long[] page = rows.page(id);
      int row = SeriesRows.row(id);
      if (page[row + SeriesRows.TIME] < minTimeMs) {
        continue;
      }
      ids[size] = id;
      slices[size] = SeriesRows.slice(page[row + SeriesRows.OPEN]);
      openSamples[size] = SeriesRows.samples(page[row + SeriesRows.STATE]);
      newestFull[size++] = full.newest(id);
    }
    return new HeadSeriesSet(
        head, minTimeMs, maxTimeMs, ids, slices, openSamples, newestFull, size, null);
  }

  /** Only the series that have a chunk in the range; reads the beginnings of chunks. */
  HeadSeriesSet withChunks() {
    HeadCursor cursor = new HeadCursor(head, minTimeMs, maxTimeMs);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      cursor.reset(slices[i], openSamples[i], newestFull[i]);
      if (cursor.hasChunk()) {
        ids[kept] = ids[i];
        slices[kept] = slices[i];
        openSamples[kept] = openSamples[i];
        newestFull[kept++] = newestFull[i];
      }
    }
    return new HeadSeriesSet(
        head, minTimeMs, maxTimeMs, ids, slices, openSamples, newestFull, kept, null);
  }

  private record Named(Labels labels, int index) {}

  HeadSeriesSet sortedByLabels() {
    Named[] order = new Named[size];
    for (int i = 0; i < size; i++) {
      order[i] = new Named(labels(i), i);
    }
    Arrays.sort(order, (a, b) -> a.labels.compareTo(b.labels));
    Labels[] sortedLabels = new Labels[size];
    for (int i = 0; i < size; i++) {
      sortedLabels[i] = order[i].labels;
    }
    return new HeadSeriesSet(
        head,
        minTimeMs,
        maxTimeMs,
        permuted(ids, order),
        permuted(slices, order),
        permuted(openSamples, order),
        permuted(newestFull, order),
        size,
        sortedLabels);
  }

  private static int[] permuted(int[] column, Named[] order) {
    int[] result = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      result[i] = column[order[i].index];
    }
    return result;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Labels labels(int i) {
    int id = ids[i];
    return labels != null ? labels[i] : head.catalog().labels(id);
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    HeadCursor cursor =
        reuse instanceof HeadCursor used ? used : new HeadCursor(head, minTimeMs, maxTimeMs);
    cursor.reset(slices[i], openSamples[i], newestFull[i]);
    return cursor;
  }
}

package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.chunk.SampleFilter;
import dev.deucalion.tsdb.merge.MergedCursor;
import dev.deucalion.tsdb.outoforder.OutOfOrderView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Series as they were at one moment: of each one the slice of its open chunk, how far that reached
 * and its bits that were in no slice yet, and a link to its full chunks; more of those that have
 * more than floats in order.
 */
final class HeadSeriesSet implements SeriesSet {
  private final HeadState head;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final int[] ids;
  private final int[] slices;
  private final int[] openExtents;
  private final long[] openTails;
  private final int[] newestFull;
  private final int size;

  /**
   * Samples in order before this time are in blocks, and the head has forgotten which of them were
   * deleted.
   */
  private final long inOrderFromMs;

  /** Deleted times by index, or null when nothing is deleted. */
  private final TimeIntervals @Nullable [] deleted;

  /** By index, or null when all samples of all series are floats in order. */
  private final SeriesKinds @Nullable [] kinds;

  /** Labels by index, or null when they were not needed. */
  private final Labels @Nullable [] labels;

  private HeadSeriesSet(
      HeadState head,
      long minTimeMs,
      long maxTimeMs,
      int[] ids,
      int[] slices,
      int[] openExtents,
      long[] openTails,
      int[] newestFull,
      int size,
      long inOrderFromMs,
      TimeIntervals @Nullable [] deleted,
      SeriesKinds @Nullable [] kinds,
      Labels @Nullable [] labels) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.ids = ids;
    this.slices = slices;
    this.openExtents = openExtents;
    this.openTails = openTails;
    this.newestFull = newestFull;
    this.size = size;
    this.inOrderFromMs = inOrderFromMs;
    this.deleted = deleted;
    this.kinds = kinds;
    this.labels = labels;
  }

  /** Copies what is needed of the series; under the read lock. */
  static HeadSeriesSet snapshot(
      HeadState head, RoaringBitmap series, long minTimeMs, long maxTimeMs) {
    return snapshot(head, series.toArray(), minTimeMs, maxTimeMs);
  }

  /**
   * Copies what is needed of some series, which stay in their order; under the read lock.
   *
   * @param ids of the series; belongs to the result from now on
   * @param minTimeMs earliest time, inclusive
   * @param maxTimeMs latest time, inclusive
   */
  static HeadSeriesSet snapshot(HeadState head, int[] ids, long minTimeMs, long maxTimeMs) {
    boolean onlyFloatsInOrder = head.openHistograms().count() == 0 && head.outOfOrder().isEmpty();
    long inOrderFromMs = Math.max(minTimeMs, head.counters().minValidTimeMs);
    boolean hasInOrder = inOrderFromMs <= maxTimeMs;
    boolean isOver = minTimeMs > maxTimeMs || (onlyFloatsInOrder && !hasInOrder);
    int most = isOver ? 0 : ids.length;
    int[] slices = new int[most];
    int[] openExtents = new int[most];
    long[] openTails = new long[most];
    int[] newestFull = new int[most];
    SeriesRows rows = head.rows();
    FullChunkList full = head.fullChunkList();
    Deletions deletions = head.deletions();
    TimeIntervals[] deleted = deletions.isEmpty() ? null : new TimeIntervals[most];
    SeriesKinds[] kinds = onlyFloatsInOrder ? null : new SeriesKinds[most];
    int size = 0;
    for (int i = 0; i < most; i++) {
      int id = ids[i];
      long[] page = rows.page(id);
      int row = SeriesRows.row(id);
      SeriesKinds of = onlyFloatsInOrder ? SeriesKinds.NONE : SeriesKinds.of(head, id);
      boolean isWanted = hasInOrder && page[row + SeriesRows.TIME] >= inOrderFromMs;
      if (!isWanted && of.outOfOrder() == null) {
        continue;
      }
      ids[size] = id;
      if (kinds != null) {
        kinds[size] = of;
      }
      if (deleted != null) {
        deleted[size] = deletions.of(id);
      }
      slices[size] = SeriesRows.slice(page[row + SeriesRows.OPEN]);
      openExtents[size] = SeriesRows.extent(page[row + SeriesRows.STATE]);
      openTails[size] = page[row + SeriesRows.TAIL];
      newestFull[size++] = full.newest(id);
    }
    return new HeadSeriesSet(
        head,
        minTimeMs,
        maxTimeMs,
        ids,
        slices,
        openExtents,
        openTails,
        newestFull,
        size,
        inOrderFromMs,
        deleted,
        kinds,
        null);
  }

  /** Only the series that have a chunk in the range; reads the beginnings of chunks. */
  HeadSeriesSet withChunks() {
    HeadCursor cursor = new HeadCursor(head, minTimeMs, maxTimeMs);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      ReadGuard.check(i);
      cursor.reset(this, i);
      OutOfOrderView outOfOrder = kinds(i).outOfOrder();
      if (cursor.hasChunk() || (outOfOrder != null && outOfOrder.overlaps(minTimeMs, maxTimeMs))) {
        ids[kept] = ids[i];
        slices[kept] = slices[i];
        openExtents[kept] = openExtents[i];
        openTails[kept] = openTails[i];
        if (deleted != null) {
          deleted[kept] = deleted[i];
        }
        if (kinds != null) {
          kinds[kept] = kinds[i];
        }
        newestFull[kept++] = newestFull[i];
      }
    }
    return new HeadSeriesSet(
        head,
        minTimeMs,
        maxTimeMs,
        ids,
        slices,
        openExtents,
        openTails,
        newestFull,
        kept,
        inOrderFromMs,
        deleted,
        kinds,
        null);
  }

  private record Named(Labels labels, int index) {}

  HeadSeriesSet sortedByLabels() {
    Named[] order = new Named[size];
    for (int i = 0; i < size; i++) {
      ReadGuard.check(i);
      order[i] = new Named(labels(i), i);
    }
    int[] steps = {0};
    Arrays.sort(
        order,
        (a, b) -> {
          ReadGuard.check(steps[0]++);
          return a.labels.compareTo(b.labels);
        });
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
        permuted(openExtents, order),
        permuted(openTails, order),
        permuted(newestFull, order),
        size,
        inOrderFromMs,
        deleted == null ? null : permuted(deleted, order, new TimeIntervals[size]),
        kinds == null ? null : permuted(kinds, order, new SeriesKinds[size]),
        sortedLabels);
  }

  private static int[] permuted(int[] column, Named[] order) {
    int[] result = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      result[i] = column[order[i].index];
    }
    return result;
  }

  private static long[] permuted(long[] column, Named[] order) {
    long[] result = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      result[i] = column[order[i].index];
    }
    return result;
  }

  private static <T> T[] permuted(T[] column, Named[] order, T[] result) {
    for (int i = 0; i < order.length; i++) {
      result[i] = column[order[i].index];
    }
    return result;
  }

  /** Deleted times of series {@code i}. */
  TimeIntervals deleted(int i) {
    return deleted == null ? TimeIntervals.NONE : deleted[i];
  }

  /** What series {@code i} has besides floats in order. */
  SeriesKinds kinds(int i) {
    return kinds == null ? SeriesKinds.NONE : kinds[i];
  }

  /** Slice of the open chunk of series {@code i}. */
  int slice(int i) {
    return slices[i];
  }

  /** {@link SeriesRows#extent} of the open chunk of series {@code i}. */
  int openExtent(int i) {
    return openExtents[i];
  }

  /** Bits of the open chunk of series {@code i} after its last whole word. */
  long openTail(int i) {
    return openTails[i];
  }

  /** Link to the newest full chunk of series {@code i}. */
  int newestFull(int i) {
    return newestFull[i];
  }

  /** Time before which samples in order are in blocks and not to be read. */
  long inOrderFromMs() {
    return inOrderFromMs;
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
    cursor.reset(this, i);
    OutOfOrderView outOfOrder = kinds(i).outOfOrder();
    return outOfOrder != null && outOfOrder.overlaps(minTimeMs, maxTimeMs)
        ? merged(cursor, outOfOrder, deleted(i))
        : cursor;
  }

  private SampleCursor merged(
      HeadCursor inOrder, OutOfOrderView outOfOrder, TimeIntervals without) {
    List<SampleCursor> cursors = new ArrayList<>();
    cursors.add(inOrder);
    cursors.addAll(outOfOrder.cursors(head.fullChunks(), minTimeMs, maxTimeMs));
    MergedCursor merged = new MergedCursor(cursors);
    if (without.isEmpty()) {
      return merged;
    }
    SampleFilter filter = new SampleFilter();
    filter.reset(merged, minTimeMs, maxTimeMs, without);
    return filter;
  }
}

package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import org.jspecify.annotations.Nullable;

/**
 * Series of several sets. The parts of series {@code i} are the entries {@code ends[i]} up to
 * {@code ends[i + 1]}, exclusive, of the part columns.
 */
final class MergedSeriesSet implements SeriesSet {
  private final Labels[] labels;
  private final SeriesSet[] sets;
  private final long[] minTimesMs;
  private final int[] ends;
  private final int[] partSets;
  private final int[] partIndexes;

  MergedSeriesSet(
      Labels[] labels,
      SeriesSet[] sets,
      long[] minTimesMs,
      int[] ends,
      int[] partSets,
      int[] partIndexes) {
    this.labels = labels;
    this.sets = sets;
    this.minTimesMs = minTimesMs;
    this.ends = ends;
    this.partSets = partSets;
    this.partIndexes = partIndexes;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Labels labels(int i) {
    return labels[i];
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    MergedCursor cursor =
        reuse instanceof MergedCursor used ? used : new MergedCursor(sets, minTimesMs);
    cursor.clear();
    for (int at = ends[i]; at < ends[i + 1]; at++) {
      cursor.add(partSets[at], partIndexes[at]);
    }
    return cursor;
  }
}

package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out which series of several sets are the same. For one thread, used once. */
final class SeriesSetMerge {
  /** Of each series, its entry in the table and its number. */
  private static final int ENTRY_BYTES = 64;

  private final List<SeriesSet> sets = new ArrayList<>();
  private final List<Long> minTimesMs = new ArrayList<>();
  private final Map<Labels, Integer> ids = new HashMap<>();
  private final List<Labels> labels = new ArrayList<>();

  /** Adds a set; where two have a sample of the same time, that of the first counts. */
  void add(SeriesSet set, long minTimeMs) {
    if (set.size() > 0) {
      sets.add(set);
      minTimesMs.add(minTimeMs);
    }
  }

  /**
   * The series of all sets.
   *
   * @param sorted whether they must be in the order of their labels, as each set's then are
   */
  SeriesSet merged(boolean sorted) {
    if (sets.isEmpty()) {
      return NoSeries.INSTANCE;
    }
    if (sets.size() == 1) {
      return sets.getFirst();
    }
    int[][] found = new int[sets.size()][];
    for (int s = 0; s < found.length; s++) {
      found[s] = idsOf(sets.get(s));
    }
    int[] positions = positions(sorted);
    int[] ends = new int[labels.size() + 1];
    for (int[] ofSet : found) {
      for (int id : ofSet) {
        ends[positions[id] + 1]++;
      }
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    int[] next = ends.clone();
    int[] partSets = new int[ends[labels.size()]];
    int[] partIndexes = new int[partSets.length];
    for (int s = 0; s < found.length; s++) {
      for (int i = 0; i < found[s].length; i++) {
        int at = next[positions[found[s][i]]]++;
        partSets[at] = s;
        partIndexes[at] = i;
      }
    }
    Labels[] ordered = new Labels[positions.length];
    for (int id = 0; id < positions.length; id++) {
      ordered[positions[id]] = labels.get(id);
    }
    long[] minTimes = minTimesMs.stream().mapToLong(Long::longValue).toArray();
    return new MergedSeriesSet(
        ordered, sets.toArray(SeriesSet[]::new), minTimes, ends, partSets, partIndexes);
  }

  /** Numbers of the series of a set, in the order in which series were first met. */
  private int[] idsOf(SeriesSet set) {
    int[] result = new int[set.size()];
    for (int i = 0; i < result.length; i++) {
      ReadGuard.check(i);
      Labels series = set.labels(i);
      Integer known = ids.putIfAbsent(series, labels.size());
      if (known == null) {
        ReadGuard.hold(ENTRY_BYTES + series.heapBytes());
        result[i] = labels.size();
        labels.add(series);
      } else {
        result[i] = known;
      }
    }
    return result;
  }

  /** Where each series comes in the result. */
  private int[] positions(boolean sorted) {
    Integer[] order = new Integer[labels.size()];
    Arrays.setAll(order, i -> i);
    if (sorted) {
      Arrays.sort(order, (a, b) -> labels.get(a).compareTo(labels.get(b)));
    }
    int[] positions = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      positions[order[i]] = i;
    }
    return positions;
  }
}

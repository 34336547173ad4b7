package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.MapCursor;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of series whose samples, of all kinds, stand in maps by time. */
final class ListedSeries implements SeriesSet {
  private final List<Labels> labels = new ArrayList<>();
  private final List<TreeMap<Long, Object>> samples = new ArrayList<>();
  private int cursors;

  void add(Labels series, Map<Long, Object> ofSeries) {
    labels.add(series);
    samples.add(new TreeMap<>(ofSeries));
  }

  /** How many cursors were asked for. */
  int cursors() {
    return cursors;
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public Labels labels(int i) {
    return labels.get(i);
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    cursors++;
    return new MapCursor(samples.get(i));
  }
}

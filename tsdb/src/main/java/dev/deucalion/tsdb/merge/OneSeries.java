package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import org.jspecify.annotations.Nullable;

/** The set of a nameless series that can be read once. */
record OneSeries(SampleCursor cursor) implements SeriesSet {
  @Override
  public int size() {
    return 1;
  }

  @Override
  public Labels labels(int i) {
    return Labels.EMPTY;
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    return cursor;
  }
}

package dev.deucalion.tsdb.merge;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import org.jspecify.annotations.Nullable;

/** The set without series. */
enum NoSeries implements SeriesSet {
  INSTANCE;

  @Override
  public int size() {
    return 0;
  }

  @Override
  public Labels labels(int i) {
    throw new IndexOutOfBoundsException(i);
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    throw new IndexOutOfBoundsException(i);
  }
}

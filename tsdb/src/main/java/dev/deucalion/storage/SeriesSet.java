package dev.deucalion.storage;

import dev.deucalion.model.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The series that a selector found, by index, for reading in any order and from several threads at
 * a time (a cursor belongs to one thread). Good until its {@link Querier} is closed. A series
 * without a sample in the range may or may not be there.
 */
public interface SeriesSet {
  /** Number of series. */
  int size();

  /**
   * Labels of series {@code i}, 0 up to {@link #size()} exclusive; builds them anew on each call.
   */
  Labels labels(int i);

  /**
   * A cursor over the samples of series {@code i}, from the first one.
   *
   * @param reuse a cursor of this set that is read through, to be taken again, or null
   */
  SampleCursor samples(int i, @Nullable SampleCursor reuse);

  /**
   * A time in ms that no sample of any series is before, for whoever merges this with others.
   *
   * @param knownMs such a time as far as the store says, for a set that knows no better
   */
  default long earliestMs(long knownMs) {
    return knownMs;
  }
}

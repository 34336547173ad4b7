package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the samples of a range vector, one series at a time, for all windows at once. */
public interface RangeVector {
  /** The series: no two have the same labels. The same list on each call. */
  List<Labels> series();

  /**
   * Gives the samples of one series, without stale markers, that any window needs. They are read
   * only, and change with the next call.
   */
  Samples load(int series);

  /** Whether the samples are those of the store. */
  boolean isStored();

  /** As {@link VectorOperator#losesName}. */
  default boolean losesName(int series) {
    return false;
  }

  /** The windows at the steps of the grid. */
  Windows windows();

  /** As {@link VectorOperator#fork}. */
  default @Nullable RangeVector fork() {
    return null;
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import java.util.List;

/** When series lose their metric name, type and unit because their values mean something else. */
public enum NameRemoval {
  /** Where it happens: functions and operators further out see series without names. */
  AT_ONCE,

  /**
   * At the end of the query: until then {@link VectorOperator#losesName} tells which series will
   * lose theirs. So {@code label_replace} can still read it, or give another one, and series that
   * differ in nothing else stay apart. Arithmetic between two vectors removes names at once all the
   * same.
   */
  AT_THE_END;

  /** The outputs of an operator whose series lose their names. */
  MergedSeries outputs(QueryLimits limits, List<Labels> inputs) {
    return switch (this) {
      case AT_ONCE -> MergedSeries.withoutNames(limits, inputs);
      case AT_THE_END -> MergedSeries.of(limits, inputs);
    };
  }

  /** The labels of a series that loses its name, as operators further out see them. */
  Labels seen(Labels labels) {
    return switch (this) {
      case AT_ONCE -> LabelSets.withoutMetadata(labels);
      case AT_THE_END -> labels;
    };
  }
}

package dev.deucalion.promql.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must come of a query.
 *
 * @param value the answer
 * @param ordered whether the series of the answer must come in the order given
 * @param failure how the query must fail; null when it must not
 * @param warnings each must match a warning; when there are any, each warning must match one
 * @param infos as warnings
 * @param noWarnings whether a warning is wrong
 * @param noInfos whether an info is wrong
 */
public record Expectation(
    Value value,
    boolean ordered,
    @Nullable MessagePattern failure,
    List<MessagePattern> warnings,
    List<MessagePattern> infos,
    boolean noWarnings,
    boolean noInfos) {
  /** Copies the lists. */
  public Expectation {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }

  /** An answer. */
  public sealed interface Value {
    /** A number. */
    record Scalar(double value) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /**
     * Series with their points.
     *
     * @param points when the points are, for a range vector that an instant query gives; else null,
     *     and the query says it
     */
    record Series(List<SeriesNotation> series, EvalTime.@Nullable Range points) implements Value {
      /** Copies the list. */
      public Series {
        series = List.copyOf(series);
      }
    }
  }
}

package dev.deucalion.promql.exec;

import dev.deucalion.promql.QueryException;
import org.jspecify.annotations.Nullable;

/**
 * What the operators of one query share.
 *
 * @param startMs start of the query
 * @param endMs end of the query, as asked for; not always a step
 * @param stepMs its step; 0 for a query at one time
 * @param lookbackMs how far an instant selector looks back
 * @param defaultStepMs step of subqueries that name none
 * @param counterHint what says whether a series is a counter
 * @param usesStarts whether start timestamps of samples count
 * @param names when metric names are removed
 * @param tally counts the samples of the query
 * @param shards threads that help
 * @param profile what each part costs; null where nobody asks
 */
public record QueryContext(
    long startMs,
    long endMs,
    long stepMs,
    long lookbackMs,
    long defaultStepMs,
    CounterHint counterHint,
    boolean usesStarts,
    NameRemoval names,
    QueryLimits limits,
    SampleTally tally,
    Annotations annotations,
    Selections selections,
    Shards shards,
    @Nullable QueryProfile profile) {

  /** The query cannot be evaluated. */
  static QueryException failure(String message) {
    return new QueryException(QueryException.Kind.EXECUTION, message);
  }

  /** Two series of one answer have the same labels at the same time. */
  static QueryException sameLabels() {
    return failure("vector cannot contain metrics with the same labelset");
  }
}

package dev.deucalion.http.source;

import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.rules.alert.AlertChange;
import java.util.List;

/** Tells what alerting rules would have done. */
@FunctionalInterface
public interface RuleHistory {
  /**
   * What is to be found out.
   *
   * @param rules the text of a rule file
   * @param startMs first time, milliseconds since the epoch
   * @param endMs last time, inclusive
   * @param intervalMs distance of the evaluations of groups that do not give one, greater than 0
   * @param timeoutMs how long it may take; 0 for as long as a query may
   * @param origin who asks
   */
  record Question(
      String rules,
      long startMs,
      long endMs,
      long intervalMs,
      long timeoutMs,
      QueryOrigin origin) {}

  /** A change of an alert of a rule. */
  record Change(String group, String rule, AlertChange change) {}

  /** An evaluation that failed. */
  record Failure(String group, String rule, long timeMs, String error) {}

  /**
   * What would have happened, oldest first for each group.
   *
   * @param evaluations how many there were of groups
   * @param failures the first of them
   */
  record Answer(int evaluations, List<Change> changes, List<Failure> failures) {
    public Answer {
      changes = List.copyOf(changes);
      failures = List.copyOf(failures);
    }
  }

  /**
   * Evaluates alerting rules over the past, on the thread of the caller.
   *
   * @throws IllegalArgumentException for rules that cannot be used, with all that is wrong with
   *     them, and for more evaluations than are allowed
   * @throws dev.deucalion.promql.QueryException when it takes more than a query may
   */
  Answer replay(Question question);
}

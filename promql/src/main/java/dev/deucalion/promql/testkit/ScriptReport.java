package dev.deucalion.promql.testkit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a script.
 *
 * @param script its name
 * @param cases one for each query in order, and one for each load that failed
 */
public record ScriptReport(String script, List<CaseResult> cases) {
  /** Copies the list. */
  public ScriptReport {
    cases = List.copyOf(cases);
  }

  /** The cases that did not pass. */
  public List<CaseResult> notPassed() {
    return cases.stream().filter(result -> !result.passed()).toList();
  }

  /** Numbers, and each case that did not pass on a line of its own. */
  @Override
  public String toString() {
    List<CaseResult> notPassed = notPassed();
    return notPassed.stream()
        .map(result -> "\n  " + result)
        .collect(
            Collectors.joining(
                "",
                script
                    + ": "
                    + (cases.size() - notPassed.size())
                    + " of "
                    + cases.size()
                    + " cases passed",
                ""));
  }
}

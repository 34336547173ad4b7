package dev.deucalion.promql.testkit;

/**
 * What became of one command.
 *
 * @param line where it starts, from 1
 * @param command the query, or "load"
 */
public record CaseResult(int line, String command, Outcome outcome) {
  /** What became of it. */
  public sealed interface Outcome {
    /** All is as it must be. */
    record Passed() implements Outcome {}

    /** Something differs; the text says what. */
    record Failed(String difference) implements Outcome {}
  }

  /** Whether the answer was the expected one. */
  public boolean passed() {
    return outcome instanceof Outcome.Passed;
  }

  /** On one line, for people. */
  @Override
  public String toString() {
    String shown =
        switch (outcome) {
          case Outcome.Passed() -> "passed";
          case Outcome.Failed(String difference) -> "FAILED: " + difference;
        };
    return "line " + line + ": " + command + ": " + shown;
  }
}

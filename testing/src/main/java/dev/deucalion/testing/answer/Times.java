package dev.deucalion.testing.answer;

import java.time.Duration;
import java.time.Instant;

/** Times in messages. */
final class Times {
  private Times() {}

  /** At or from when to when a query was asked. */
  static String describe(Answer.Grid grid) {
    Instant start = Instant.ofEpochMilli(grid.startMs());
    if (grid.stepMs() == 0) {
      return "at " + start;
    }
    return "from "
        + start
        + " to "
        + Instant.ofEpochMilli(grid.endMs())
        + " by "
        + Duration.ofMillis(grid.stepMs());
  }
}

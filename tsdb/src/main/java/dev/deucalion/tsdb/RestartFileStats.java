package dev.deucalion.tsdb;

import dev.deucalion.model.stats.DurationSummary;

/**
 * What is counted of the restart file.
 *
 * @param written how long it took to write it, each time that it was written
 * @param failures counter of attempts that failed
 * @param bytes counter of bytes written
 */
public record RestartFileStats(DurationSummary written, long failures, long bytes) {
  /** Where there is none. */
  public static final RestartFileStats NONE = new RestartFileStats(DurationSummary.NONE, 0, 0);
}

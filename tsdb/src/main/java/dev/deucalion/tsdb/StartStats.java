package dev.deucalion.tsdb;

import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.head.UnknownRefs;

/**
 * What the start of a store found; it does not change afterwards.
 *
 * @param kind how the process before ended
 * @param unknownRefs what of the log was left out
 * @param lateUnknownRefs what of the log of samples out of order was left out
 * @param badRestartFiles 1 when there was a restart file that could not be used
 */
public record StartStats(
    StartKind kind, UnknownRefs unknownRefs, UnknownRefs lateUnknownRefs, int badRestartFiles) {
  /** Of a store without files. */
  public static final StartStats NONE =
      new StartStats(StartKind.UNKNOWN, UnknownRefs.NONE, UnknownRefs.NONE, 0);
}

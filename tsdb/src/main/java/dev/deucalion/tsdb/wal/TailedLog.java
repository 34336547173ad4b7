package dev.deucalion.tsdb.wal;

/** A log that others read while it is written. Safe for many threads. */
public interface TailedLog {
  /**
   * Begins to read the log; close what is returned.
   *
   * @param from samples before this place are passed over; series are given from the last
   *     checkpoint on, so that their refs are known
   */
  LogTail tail(LogPosition from);

  /** Where the log ends now: all before it was committed and stays. */
  LogPosition end();

  /** Keeps segments for somebody who reads them; takes the place of the hold before. */
  void hold(LogHold hold);
}

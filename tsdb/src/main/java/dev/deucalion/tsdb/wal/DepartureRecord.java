package dev.deucalion.tsdb.wal;

/**
 * Says in the log that a series left the head with all samples that it had so far, as blocks have
 * them: a tombstone of a range that no deletion has (see {@code docs/formats/wal.md}). Later
 * samples of the same labels are of a new series, with a ref of its own.
 */
public final class DepartureRecord {
  /** One later than Prometheus', so that it ends a range that Prometheus 2 understands. */
  private static final long FROM_MS = Long.MIN_VALUE + 1;

  private DepartureRecord() {}

  /**
   * Adds the departure of a series to a record of tombstones.
   *
   * @param lastTimeMs time of its last sample; who takes the tombstone literally hides no later one
   */
  public static void add(RecordBuffer out, long ref, long lastTimeMs) {
    RecordEncoder.tombstone(out, ref, FROM_MS, lastTimeMs);
  }

  /** Whether a tombstone is such a one, of ours or of Prometheus 3. */
  public static boolean is(long minTimeMs, long maxTimeMs) {
    return minTimeMs == FROM_MS || minTimeMs == Long.MIN_VALUE && maxTimeMs == Long.MAX_VALUE;
  }
}

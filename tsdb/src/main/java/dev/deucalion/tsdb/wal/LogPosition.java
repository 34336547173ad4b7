package dev.deucalion.tsdb.wal;

/**
 * A place in the log between two records.
 *
 * @param segment number of a segment, -1 in {@link #BEGINNING}
 * @param offset bytes of the segment before the place
 */
public record LogPosition(long segment, long offset) {
  /** Where a log begins: with its last checkpoint, if it has one. */
  public static final LogPosition BEGINNING = new LogPosition(-1, 0);
}

package dev.deucalion.tsdb.wal;

import org.jspecify.annotations.Nullable;

/**
 * A place in the log between two records.
 *
 * @param segment number of a segment, -1 in {@link #BEGINNING}
 * @param offset bytes of the segment before the place
 */
public record LogPosition(long segment, long offset) implements Comparable<LogPosition> {
  /** Where a log begins: with its last checkpoint, if it has one. */
  public static final LogPosition BEGINNING = new LogPosition(-1, 0);

  @Override
  public int compareTo(LogPosition other) {
    int bySegment = Long.compare(segment, other.segment);
    return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
  }

  /** As that of records, which takes ten milliseconds of a start to link. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LogPosition position && compareTo(position) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(segment) + Long.hashCode(offset);
  }
}

package dev.deucalion.tsdb.wal;

/**
 * Which series and deletions a log still has to name when its old part goes. Asked by one thread,
 * while others write.
 */
@FunctionalInterface
public interface NeededSeries {
  /**
   * Whether the series of a ref lives, or went after a segment, so that a later one may name it.
   * That is to be said of every ref of a series, should it have several.
   *
   * @param lastSegment the last one that goes
   */
  boolean isNeeded(long ref, long lastSegment);

  /**
   * From when on deletions have to be named: earlier than samples where chunks outside of the log
   * are older than those, and would be back without them.
   *
   * @param samplesFromMs from when on samples have to be
   */
  default long deletionsFromMs(long samplesFromMs) {
    return samplesFromMs;
  }
}

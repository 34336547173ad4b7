package dev.deucalion.tsdb.wal;

/**
 * Which series a log still has to name when its old part goes. Asked by one thread, while others
 * write.
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
}

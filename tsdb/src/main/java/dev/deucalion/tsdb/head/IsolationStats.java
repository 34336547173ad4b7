package dev.deucalion.tsdb.head;

/**
 * How far batches and readers have got; both gauges count committed batches.
 *
 * @param batches counter of batches begun
 * @param lowWatermark the oldest batch whose replaced memory a reader may still look at
 * @param highWatermark the newest batch
 */
public record IsolationStats(long batches, long lowWatermark, long highWatermark) {
  /** Of a head that is not there. */
  static final IsolationStats NONE = new IsolationStats(0, 0, 0);
}

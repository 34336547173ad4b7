package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.Verdict;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;

/**
 * Decides of each sample of a batch whether it comes in order, before the batch is written to the
 * logs. For the owner of the commit lock: nothing else may change what it looks at.
 */
final class OutOfOrderJudge {
  private final SeriesRows rows;
  private final AppendRules rules;
  private final OutOfOrderSamples outOfOrder;
  private final HeadCounters counters;

  /** Newest times of series within the batch. */
  private final LatestTimes inBatch = new LatestTimes();

  OutOfOrderJudge(HeadState head, AppendRules rules) {
    this.rows = head.rows();
    this.rules = rules;
    this.outOfOrder = head.outOfOrder();
    this.counters = head.counters();
  }

  /**
   * Gives each sample its verdict.
   *
   * @return whether any comes out of order
   */
  boolean judge(Batch batch) {
    long minInOrderMs = rules.minInOrderMs();
    long oldestMs = rules.minOutOfOrderMs();
    inBatch.clear(batch.count());
    boolean any = false;
    for (int i = 0; i < batch.count(); i++) {
      Verdict verdict = verdict(batch.id(i), batch.timeMs(i), minInOrderMs, oldestMs);
      if (verdict != Verdict.IN_ORDER) {
        batch.setVerdict(i, verdict);
        any |= verdict == Verdict.OUT_OF_ORDER;
      }
    }
    return any;
  }

  private Verdict verdict(int id, long timeMs, long minInOrderMs, long oldestMs) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    boolean hasSamples = page[row + SeriesRows.STATE] != SeriesRows.NO_SAMPLES;
    long lastMs = inBatch.get(id, hasSamples ? page[row + SeriesRows.TIME] : Long.MIN_VALUE);
    if (timeMs >= minInOrderMs && timeMs >= lastMs) {
      inBatch.put(id, timeMs);
      return Verdict.IN_ORDER;
    }
    if (timeMs < oldestMs) {
      counters.tooOld.increment();
      return Verdict.REFUSED;
    }
    return outOfOrder.isBuffered(id, timeMs) ? Verdict.REFUSED : Verdict.OUT_OF_ORDER;
  }
}

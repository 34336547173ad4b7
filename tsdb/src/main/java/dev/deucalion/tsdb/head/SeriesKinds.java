package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.outoforder.OutOfOrderView;
import org.jspecify.annotations.Nullable;

/**
 * What a series had at one moment besides chunks of floats in order.
 *
 * @param openHistogram its open chunk where that is of histograms, or null
 * @param outOfOrder what came out of order, or null
 */
record SeriesKinds(@Nullable OpenHistogramView openHistogram, @Nullable OutOfOrderView outOfOrder) {
  /** Neither. */
  static final SeriesKinds NONE = new SeriesKinds(null, null);

  /** What a series has now; under the read lock. */
  static SeriesKinds of(HeadState head, int id) {
    long[] page = head.rows().page(id);
    int row = SeriesRows.row(id);
    boolean hasHistogram = page[row + SeriesRows.STATE] == SeriesRows.OPEN_HISTOGRAM;
    OutOfOrderView outOfOrder = head.outOfOrder().isEmpty() ? null : head.outOfOrder().view(id);
    if (!hasHistogram && outOfOrder == null) {
      return NONE;
    }
    OpenHistogramView open = null;
    if (hasHistogram) {
      int number = SeriesRows.openHistogram(page[row + SeriesRows.OPEN]);
      open = new OpenHistogramView(head.openHistograms().get(number).encoder);
    }
    return new SeriesKinds(open, outOfOrder);
  }
}

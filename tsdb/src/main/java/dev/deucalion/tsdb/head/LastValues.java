package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a sample equals the last one of its series, of which it has the time. Without the
 * head's locks the answer may be old.
 */
final class LastValues {
  private final SeriesRows rows;
  private final OpenHistograms openHistograms;

  LastValues(SeriesRows rows, OpenHistograms openHistograms) {
    this.rows = rows;
    this.openHistograms = openHistograms;
  }

  /**
   * Whether a series with samples has this one last.
   *
   * @param valueBits of a float, or of the sum of a histogram
   * @param histogram null for a float
   */
  boolean isLast(int id, long valueBits, @Nullable Histogram histogram) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    boolean histogramIsLast = page[row + SeriesRows.STATE] == SeriesRows.OPEN_HISTOGRAM;
    if (histogram != null && histogramIsLast) {
      int number = SeriesRows.openHistogram(page[row + SeriesRows.OPEN]);
      return openHistograms.lastIs(number, histogram);
    }
    return (histogram == null) == !histogramIsLast && valueBits == page[row + SeriesRows.VALUE];
  }
}

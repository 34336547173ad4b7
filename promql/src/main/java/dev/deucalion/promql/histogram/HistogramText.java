package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.number.GoFormat;
import java.util.ArrayDeque;

/** Histograms as Prometheus prints them, for label values and texts. */
public final class HistogramText {
  private HistogramText() {}

  /** For example {@code {count:3, sum:5, [-0.001,0.001]:1, (1,2]:2}}; without empty buckets. */
  public static String of(FloatHistogram h) {
    StringBuilder text = new StringBuilder();
    text.append("{count:").append(GoFormat.general(h.count()));
    text.append(", sum:").append(GoFormat.general(h.sum()));
    ArrayDeque<String> negative = new ArrayDeque<>();
    BucketCursor cursor = new BucketCursor().negative(h);
    while (cursor.next()) {
      if (cursor.count() != 0) {
        negative.addFirst(bucket(cursor));
      }
    }
    negative.forEach(text::append);
    if (h.zeroCount() != 0) {
      String bound = GoFormat.general(h.layout().zeroThreshold());
      text.append(", [")
          .append(GoFormat.general(-h.layout().zeroThreshold()))
          .append(',')
          .append(bound)
          .append("]:")
          .append(GoFormat.general(h.zeroCount()));
    }
    cursor.positive(h);
    while (cursor.next()) {
      if (cursor.count() != 0) {
        text.append(bucket(cursor));
      }
    }
    return text.append('}').toString();
  }

  private static String bucket(BucketCursor cursor) {
    return ", "
        + (cursor.lowerInclusive() ? '[' : '(')
        + GoFormat.general(cursor.lower())
        + ','
        + GoFormat.general(cursor.upper())
        + (cursor.upperInclusive() ? ']' : ')')
        + ':'
        + GoFormat.general(cursor.count());
  }
}

package dev.deucalion.http.read;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireWriter;

/** Writes labels, samples and histograms as {@code prompb/types.proto} has them. */
public final class SeriesMessages {
  private SeriesMessages() {}

  /** Labels of a series as fields 1. */
  public static void labels(WireWriter out, Labels labels) {
    labels.forEach((name, value) -> {
      int label = out.begin(1);
      out.string(1, name);
      out.string(2, value);
      out.end(label);
    });
  }

  /** A sample as field 2. */
  public static void sample(WireWriter out, long timeMs, double value) {
    int sample = out.begin(2);
    float64(out, 1, value);
    int64(out, 2, timeMs);
    out.end(sample);
  }

  /**
   * A histogram, without a start.
   *
   * @param field 4 in {@code TimeSeries} of version 1, 3 in that of version 2
   */
  public static void histogram(WireWriter out, int field, long timeMs, Histogram histogram) {
    int message = out.begin(field);
    BucketLayout layout = histogram.layout();
    switch (histogram) {
      case IntHistogram h -> out.int64(1, h.count());
      case FloatHistogram h -> out.float64(2, h.count());
    }
    float64(out, 3, histogram.sum());
    if (layout.schema() != 0) {
      out.sint64(4, layout.schema());
    }
    float64(out, 5, layout.zeroThreshold());
    switch (histogram) {
      case IntHistogram h -> out.int64(6, h.zeroCount());
      case FloatHistogram h -> out.float64(7, h.zeroCount());
    }
    spans(out, 8, layout.negativeSpans());
    switch (histogram) {
      case IntHistogram h -> deltas(out, 9, h.negative());
      case FloatHistogram h -> doubles(out, 10, h.negative());
    }
    spans(out, 11, layout.positiveSpans());
    switch (histogram) {
      case IntHistogram h -> deltas(out, 12, h.positive());
      case FloatHistogram h -> doubles(out, 13, h.positive());
    }
    int64(out, 14, hint(histogram.resetHint()));
    int64(out, 15, timeMs);
    doubles(out, 16, layout.customValues());
    out.end(message);
  }

  /** A number, left out where it is the default. */
  public static void int64(WireWriter out, int field, long value) {
    if (value != 0) {
      out.int64(field, value);
    }
  }

  private static void float64(WireWriter out, int field, double value) {
    if (Double.doubleToRawLongBits(value) != 0) {
      out.float64(field, value);
    }
  }

  private static void spans(WireWriter out, int field, int[] spans) {
    for (int i = 0; i < spans.length; i += 2) {
      int span = out.begin(field);
      if (spans[i] != 0) {
        out.sint64(1, spans[i]);
      }
      int64(out, 2, Integer.toUnsignedLong(spans[i + 1]));
      out.end(span);
    }
  }

  private static void deltas(WireWriter out, int field, long[] counts) {
    if (counts.length > 0) {
      int packed = out.begin(field);
      long last = 0;
      for (long count : counts) {
        out.zigZag(count - last);
        last = count;
      }
      out.end(packed);
    }
  }

  private static void doubles(WireWriter out, int field, double[] values) {
    if (values.length > 0) {
      int packed = out.begin(field);
      for (double value : values) {
        out.float64(value);
      }
      out.end(packed);
    }
  }

  /** The number of a hint in {@code Histogram.ResetHint}. */
  private static int hint(CounterResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> 0;
      case RESET -> 1;
      case NOT_RESET -> 2;
      case GAUGE -> 3;
    };
  }
}

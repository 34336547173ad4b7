package dev.deucalion.promql.kernel;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.FloatHistogram;

/** As how many samples a histogram counts where samples are counted or limited. */
public final class HistogramWeight {
  /** Of a sample that is a float, with its time. */
  static final int BYTES_PER_SAMPLE = 16;

  private static final int TIME_BYTES = 8;

  /** What Prometheus takes for a histogram without buckets. */
  private static final int FIXED_BYTES = 168;

  private HistogramWeight() {}

  /** As many samples as take the room that a histogram with its time takes in Prometheus. */
  public static int inSamples(FloatHistogram histogram) {
    return (bytes(histogram) + TIME_BYTES) / BYTES_PER_SAMPLE;
  }

  /** About how many bytes a histogram takes. */
  public static int bytes(FloatHistogram histogram) {
    BucketLayout layout = histogram.layout();
    int spans = (layout.positiveSpans().length + layout.negativeSpans().length) / 2;
    int counts = histogram.positive().length + histogram.negative().length;
    return FIXED_BYTES + 8 * (spans + counts + layout.customValues().length);
  }
}

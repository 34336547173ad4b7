package dev.deucalion.scrape.exposition;

import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import java.util.Arrays;

/**
 * The quantiles of a summary or the buckets of a classic histogram: at a place a value, perhaps an
 * exemplar. Kept in arrays that are used again for each metric.
 */
final class Points {
  private static final int FIRST_CAPACITY = 16;

  private double[] places = new double[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];

  /** Bounds of the exemplars in the body; both 0 where there is none. */
  private int[] exemplarStarts = new int[FIRST_CAPACITY];

  private int[] exemplarEnds = new int[FIRST_CAPACITY];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** The quantile, or the upper bound of the bucket. */
  double place(int i) {
    return places[i];
  }

  /** The value of the quantile, or the cumulative count of the bucket. */
  double value(int i) {
    return values[i];
  }

  /** Where the message of an exemplar starts. */
  int exemplarStart(int i) {
    return exemplarStarts[i];
  }

  /** Where it ends, exclusive; 0 where there is none. */
  int exemplarEnd(int i) {
    return exemplarEnds[i];
  }

  /** Reads a quantile that has been entered. */
  void addQuantile(WireReader in) throws WireException {
    int i = newPoint();
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.QUANTILE_QUANTILE -> places[i] = in.readDouble();
        case MetricFamilyTags.QUANTILE_VALUE -> values[i] = in.readDouble();
        default -> in.skip();
      }
    }
  }

  /** Reads a bucket that has been entered. */
  void addBucket(WireReader in) throws WireException {
    int i = newPoint();
    long count = 0;
    double floatCount = 0;
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.BUCKET_COUNT -> count = in.readVarint();
        case MetricFamilyTags.BUCKET_COUNT_FLOAT -> floatCount = in.readDouble();
        case MetricFamilyTags.BUCKET_BOUND -> places[i] = in.readDouble();
        case MetricFamilyTags.BUCKET_EXEMPLAR -> {
          int bytes = in.readSlice();
          exemplarStarts[i] = in.position() - bytes;
          exemplarEnds[i] = in.position();
        }
        default -> in.skip();
      }
    }
    values[i] = floatCount == 0 ? unsigned(count) : floatCount;
  }

  private int newPoint() {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      exemplarStarts = Arrays.copyOf(exemplarStarts, 2 * size);
      exemplarEnds = Arrays.copyOf(exemplarEnds, 2 * size);
    }
    places[size] = 0;
    values[size] = 0;
    exemplarStarts[size] = 0;
    exemplarEnds[size] = 0;
    return size++;
  }

  /** An unsigned number as the nearest double. */
  static double unsigned(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // The lowest bit is kept, so that what was halved is rounded as the whole would be.
    return (bits >>> 1 | bits & 1) * 2.0;
  }
}

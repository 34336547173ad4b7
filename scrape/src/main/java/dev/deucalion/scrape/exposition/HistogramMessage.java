package dev.deucalion.scrape.exposition;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.EmptyBuckets;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;

/** The histogram of one metric in protobuf, classic and native. Used again for each histogram. */
final class HistogramMessage {
  /** The classic buckets. */
  final Points buckets = new Points();

  private final BucketSide positive = new BucketSide();
  private final BucketSide negative = new BucketSide();

  private long count;
  private double countFloat;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private long zeroCount;
  private double zeroCountFloat;

  /** Since when it counts, 0 where that is not known. */
  long startMs;

  /** Whether there are exemplars of the histogram as a whole, not of its classic buckets. */
  boolean hasExemplars;

  /** Bounds of the message in the body. */
  int start;

  int end;

  void clear() {
    buckets.clear();
    positive.clear();
    negative.clear();
    count = 0;
    countFloat = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCount = 0;
    zeroCountFloat = 0;
    startMs = 0;
    hasExemplars = false;
  }

  /** Reads a histogram that has been entered. */
  void read(WireReader in) throws WireException {
    start = in.position();
    end = in.limit();
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.HISTOGRAM_COUNT -> count = in.readVarint();
        case MetricFamilyTags.HISTOGRAM_COUNT_FLOAT -> countFloat = in.readDouble();
        case MetricFamilyTags.HISTOGRAM_SUM -> sum = in.readDouble();
        case MetricFamilyTags.HISTOGRAM_BUCKET -> {
          int outer = in.enter();
          buckets.addBucket(in);
          in.leave(outer);
        }
        case MetricFamilyTags.HISTOGRAM_SCHEMA -> schema = (int) in.readZigZag();
        case MetricFamilyTags.HISTOGRAM_ZERO_THRESHOLD -> zeroThreshold = in.readDouble();
        case MetricFamilyTags.HISTOGRAM_ZERO_COUNT -> zeroCount = in.readVarint();
        case MetricFamilyTags.HISTOGRAM_ZERO_COUNT_FLOAT -> zeroCountFloat = in.readDouble();
        case MetricFamilyTags.HISTOGRAM_NEGATIVE_SPAN -> addSpan(negative, in);
        case MetricFamilyTags.HISTOGRAM_POSITIVE_SPAN -> addSpan(positive, in);
        case MetricFamilyTags.HISTOGRAM_NEGATIVE_DELTA,
            MetricFamilyTags.HISTOGRAM_NEGATIVE_DELTAS ->
            negative.addDeltas(in);
        case MetricFamilyTags.HISTOGRAM_POSITIVE_DELTA,
            MetricFamilyTags.HISTOGRAM_POSITIVE_DELTAS ->
            positive.addDeltas(in);
        case MetricFamilyTags.HISTOGRAM_NEGATIVE_COUNT,
            MetricFamilyTags.HISTOGRAM_NEGATIVE_COUNTS ->
            negative.addCounts(in);
        case MetricFamilyTags.HISTOGRAM_POSITIVE_COUNT,
            MetricFamilyTags.HISTOGRAM_POSITIVE_COUNTS ->
            positive.addCounts(in);
        case MetricFamilyTags.HISTOGRAM_START -> startMs = TimestampMessage.readMs(in);
        case MetricFamilyTags.HISTOGRAM_EXEMPLAR -> {
          in.skip();
          hasExemplars = true;
        }
        default -> in.skip();
      }
    }
  }

  private static void addSpan(BucketSide side, WireReader in) throws WireException {
    int outer = in.enter();
    side.addSpan(in);
    in.leave(outer);
  }

  /**
   * Whether there is anything of a native histogram. One without observations and without a zero
   * bucket has to have a span without buckets to be known as one.
   */
  boolean isNative() {
    return positive.hasSpans() || negative.hasSpans() || zeroThreshold > 0 || zeroCount != 0;
  }

  /** All observations. */
  double count() {
    return countFloat == 0 ? Points.unsigned(count) : countFloat;
  }

  double sum() {
    return sum;
  }

  private boolean isFloat() {
    return countFloat > 0 || zeroCountFloat > 0;
  }

  /** What keeps the native histogram from being one, empty where nothing does. */
  String problem() {
    String problem = problem("positive", positive);
    return problem.isEmpty() ? problem("negative", negative) : problem;
  }

  private String problem(String name, BucketSide side) {
    long needed = side.spanBuckets();
    int there = side.buckets(isFloat());
    return needed == there
        ? ""
        : name + " side: spans require " + needed + " buckets, have " + there;
  }

  /** The native histogram, where there is no {@link #problem}. */
  Histogram toNative(boolean gauge) {
    CounterResetHint hint = gauge ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN;
    BucketLayout layout =
        BucketLayout.exponential(schema, zeroThreshold, positive.spans(), negative.spans());
    Histogram histogram =
        isFloat()
            ? new FloatHistogram(
                hint, layout, zeroCountFloat, countFloat, sum, positive.floats(), negative.floats())
            : new IntHistogram(
                hint, layout, zeroCount, count, sum, positive.counts(), negative.counts());
    return EmptyBuckets.compacted(histogram, 0);
  }

  /**
   * The classic histogram as one with custom buckets.
   *
   * @throws IllegalArgumentException when its buckets contradict each other
   */
  Histogram toCustom(ClassicBuckets classic, boolean gauge) {
    classic.clear();
    classic.count(count());
    classic.sum(sum);
    for (int i = 0; i < buckets.size(); i++) {
      classic.bucket(buckets.place(i), buckets.value(i));
    }
    Histogram custom = classic.toHistogram();
    return gauge ? custom.withResetHint(CounterResetHint.GAUGE) : custom;
  }
}

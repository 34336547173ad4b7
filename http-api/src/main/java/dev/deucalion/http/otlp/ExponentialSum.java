package dev.deucalion.http.otlp;

/**
 * The buckets of an exponential histogram. The arrays are nobody's to change.
 *
 * @param scale how narrow the buckets are, as in OTLP
 */
record ExponentialSum(int scale, ExponentialBuckets positive, ExponentialBuckets negative) {
  /**
   * More buckets than this on a side make those of a sum wider, as in OpenTelemetry's collector.
   */
  private static final int MAX_BUCKETS = 160;

  /** The buckets of a point. */
  static ExponentialSum of(OtlpPoint point) {
    return new ExponentialSum(
        point.scale,
        ExponentialBuckets.of(point.positiveOffset, point.positiveCounts),
        ExponentialBuckets.of(point.negativeOffset, point.negativeCounts));
  }

  /** Number of buckets of both sides. */
  int size() {
    return positive.counts().length + negative.counts().length;
  }

  /** The sum of both, with a bounded number of buckets. */
  ExponentialSum plus(ExponentialSum other) {
    int common = Math.min(scale, other.scale);
    ExponentialSum own = widened(scale - common);
    ExponentialSum more = other.widened(other.scale - common);
    int levels =
        Math.max(
            own.positive.levelsToFit(more.positive, MAX_BUCKETS),
            own.negative.levelsToFit(more.negative, MAX_BUCKETS));
    ExponentialSum wideOwn = own.widened(levels);
    ExponentialSum wideMore = more.widened(levels);
    return new ExponentialSum(
        wideOwn.scale,
        wideOwn.positive.plus(wideMore.positive),
        wideOwn.negative.plus(wideMore.negative));
  }

  private ExponentialSum widened(int levels) {
    return levels == 0
        ? this
        : new ExponentialSum(scale - levels, positive.widened(levels), negative.widened(levels));
  }

  /** Gives a point these buckets. */
  void writeTo(OtlpPoint point) {
    point.scale = scale;
    point.positiveOffset = positive.writeTo(point.positiveCounts);
    point.negativeOffset = negative.writeTo(point.negativeCounts);
  }
}

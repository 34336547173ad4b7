package dev.deucalion.http.otlp;

import dev.deucalion.http.receive.NumberRow;
import java.util.ArrayList;
import java.util.List;

/** A data point of any kind; what its kind does not have is empty. Used again for each point. */
final class OtlpPoint {
  static final int MAX_BUCKETS = 1 << 16;
  private static final int MAX_QUANTILES = 1_000;
  private static final int NO_RECORDED_VALUE = 1;

  final OtlpAttributes attributes = new OtlpAttributes();
  final NumberRow bucketCounts = new NumberRow(MAX_BUCKETS);
  final NumberRow bounds = new NumberRow(MAX_BUCKETS);
  final NumberRow positiveCounts = new NumberRow(MAX_BUCKETS);
  final NumberRow negativeCounts = new NumberRow(MAX_BUCKETS);
  final NumberRow quantiles = new NumberRow(MAX_QUANTILES);
  final NumberRow quantileValues = new NumberRow(MAX_QUANTILES);
  final List<OtlpExemplar> exemplars = new ArrayList<>();
  long startNs;
  long timeNs;
  double value;
  long count;
  boolean hasSum;
  double sum;
  int scale;
  long zeroCount;
  int positiveOffset;
  int negativeOffset;
  long flags;

  void clear() {
    attributes.clear();
    bucketCounts.clear();
    bounds.clear();
    positiveCounts.clear();
    negativeCounts.clear();
    quantiles.clear();
    quantileValues.clear();
    exemplars.clear();
    startNs = 0;
    timeNs = 0;
    value = 0;
    count = 0;
    hasSum = false;
    sum = 0;
    scale = 0;
    zeroCount = 0;
    positiveOffset = 0;
    negativeOffset = 0;
    flags = 0;
  }

  /** Time of the point, milliseconds since the epoch. */
  long timeMs() {
    return timeNs / 1_000_000;
  }

  /** Since when the point has counted, milliseconds since the epoch; 0 where that is not known. */
  long startMs() {
    return startNs / 1_000_000;
  }

  /** Whether the point says that its series has ended. */
  boolean isStale() {
    return (flags & NO_RECORDED_VALUE) != 0;
  }

  /** Whether the point has more of something than is taken. */
  boolean isTooLarge() {
    return bucketCounts.overflowed()
        || bounds.overflowed()
        || positiveCounts.overflowed()
        || negativeCounts.overflowed()
        || quantiles.overflowed();
  }
}

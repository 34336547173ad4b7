package dev.deucalion.testing.source;

import dev.deucalion.model.wire.WireType;
import dev.deucalion.model.wire.WireWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/** Writes the fields of histograms, which have classic buckets, native ones or both. */
final class HistogramMessages {
  private HistogramMessages() {}

  /** Writes the fields of a point into the message {@code Histogram}, which was begun. */
  static void write(WireWriter out, HistogramDataPointSnapshot point) {
    out.int64(1, point.getCount());
    out.float64(2, point.hasSum() ? point.getSum() : Double.NaN);
    if (point.hasClassicHistogramData()) {
      writeClassic(out, point);
    }
    if (point.hasNativeHistogramData()) {
      writeNative(out, point);
    }
  }

  private static void writeClassic(WireWriter out, HistogramDataPointSnapshot point) {
    ClassicHistogramBuckets buckets = point.getClassicBuckets();
    long cumulative = 0;
    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < buckets.size(); i++) {
      double upper = buckets.getUpperBound(i);
      cumulative += buckets.getCount(i);
      int bucket = out.begin(3);
      out.int64(1, cumulative);
      out.float64(2, upper);
      Exemplar exemplar = point.getExemplars().get(lower, upper);
      if (exemplar != null) {
        SnapshotEncoder.write(out, 3, exemplar);
      }
      out.end(bucket);
      lower = upper;
    }
  }

  private static void writeNative(WireWriter out, HistogramDataPointSnapshot point) {
    out.tag(5, WireType.VARINT);
    out.zigZag(point.getNativeSchema());
    out.float64(6, point.getNativeZeroThreshold());
    out.int64(7, point.getNativeZeroCount());
    NativeHistogramBuckets positive = point.getNativeBucketsForPositiveValues();
    NativeHistogramBuckets negative = point.getNativeBucketsForNegativeValues();
    writeSpans(out, 9, negative);
    writeDeltas(out, 10, negative);
    writeSpans(out, 12, positive);
    writeDeltas(out, 13, positive);
    if (positive.size() == 0 && negative.size() == 0) {
      // Without any span a histogram would not be taken for a native one.
      out.end(out.begin(12));
    }
    if (!point.hasClassicHistogramData()) {
      for (Exemplar exemplar : point.getExemplars()) {
        writeTimed(out, exemplar);
      }
    }
  }

  /** Exemplars of native histograms count only with a time of their own. */
  private static void writeTimed(WireWriter out, Exemplar exemplar) {
    int message = out.begin(16);
    SnapshotEncoder.write(out, 1, exemplar.getLabels());
    out.float64(2, exemplar.getValue());
    if (exemplar.hasTimestamp()) {
      int time = out.begin(3);
      out.int64(1, Math.floorDiv(exemplar.getTimestampMillis(), 1_000L));
      out.int64(2, Math.floorMod(exemplar.getTimestampMillis(), 1_000L) * 1_000_000);
      out.end(time);
    }
    out.end(message);
  }

  /** Runs of buckets: how far behind the one before, and how many. */
  private static void writeSpans(WireWriter out, int field, NativeHistogramBuckets buckets) {
    int next = 0;
    for (int from = 0; from < buckets.size(); ) {
      int to = from + 1;
      while (to < buckets.size()
          && buckets.getBucketIndex(to) == buckets.getBucketIndex(to - 1) + 1) {
        to++;
      }
      int span = out.begin(field);
      out.tag(1, WireType.VARINT);
      out.zigZag(buckets.getBucketIndex(from) - next);
      out.int64(2, to - from);
      out.end(span);
      next = buckets.getBucketIndex(to - 1) + 1;
      from = to;
    }
  }

  private static void writeDeltas(WireWriter out, int field, NativeHistogramBuckets buckets) {
    long before = 0;
    for (int i = 0; i < buckets.size(); i++) {
      out.tag(field, WireType.VARINT);
      out.zigZag(buckets.getCount(i) - before);
      before = buckets.getCount(i);
    }
  }
}

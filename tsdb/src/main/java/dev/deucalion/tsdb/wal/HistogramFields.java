package dev.deucalion.tsdb.wal;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Histograms as they stand in records.
 *
 * <pre>
 * histogram := hint:u8 schema:varint zeroThreshold:f64 zeroCount count sum:f64
 *              positiveSpans negativeSpans positiveBuckets negativeBuckets customValues?
 * spans     := n:uvarint (offset:varint length:uvarint)*
 * buckets   := n:uvarint (difference:varint)*     integers: each bucket less the one before it
 *            | n:uvarint (count:f64)*             floats
 * </pre>
 *
 * <p>{@code zeroCount} and {@code count} are uvarints of integer histograms and floats of float
 * histograms. Custom values stand only with the schema of custom buckets.
 */
final class HistogramFields {
  private static final byte UNKNOWN = 0;
  private static final byte RESET = 1;
  private static final byte NOT_RESET = 2;
  private static final byte GAUGE = 3;

  private static final int[] NO_SPANS = {};
  private static final double[] NO_DOUBLES = {};

  private HistogramFields() {}

  /**
   * Reads a histogram, in buckets of the highest schema at most.
   *
   * @return null when it has a schema that nobody knows, or other buckets than its spans name
   */
  static @Nullable IntHistogram readInt(RecordBytes in) throws MalformedRecordException {
    CounterResetHint hint = hint(in);
    long schema = in.readSigned();
    double zeroThreshold = in.readDouble();
    long zeroCount = in.readUnsigned();
    long count = in.readUnsigned();
    double sum = in.readDouble();
    int[] positiveSpans = readSpans(in);
    int[] negativeSpans = readSpans(in);
    long[] positive = readDifferences(in);
    long[] negative = readDifferences(in);
    BucketLayout layout = layout(in, schema, zeroThreshold, positiveSpans, negativeSpans);
    if (layout == null || !fits(layout, positive.length, negative.length)) {
      return null;
    }
    return new IntHistogram(hint, layout, zeroCount, count, sum, positive, negative)
        .withSchemaAtMost(BucketLayout.MAX_EXPONENTIAL_SCHEMA);
  }

  /** As {@link #readInt}, for float histograms. */
  static @Nullable FloatHistogram readFloat(RecordBytes in) throws MalformedRecordException {
    CounterResetHint hint = hint(in);
    long schema = in.readSigned();
    double zeroThreshold = in.readDouble();
    double zeroCount = in.readDouble();
    double count = in.readDouble();
    double sum = in.readDouble();
    int[] positiveSpans = readSpans(in);
    int[] negativeSpans = readSpans(in);
    double[] positive = readDoubles(in);
    double[] negative = readDoubles(in);
    BucketLayout layout = layout(in, schema, zeroThreshold, positiveSpans, negativeSpans);
    if (layout == null || !fits(layout, positive.length, negative.length)) {
      return null;
    }
    return new FloatHistogram(hint, layout, zeroCount, count, sum, positive, negative)
        .withSchemaAtMost(BucketLayout.MAX_EXPONENTIAL_SCHEMA);
  }

  private static CounterResetHint hint(RecordBytes in) throws MalformedRecordException {
    return switch (in.readByte()) {
      case RESET -> CounterResetHint.RESET;
      case NOT_RESET -> CounterResetHint.NOT_RESET;
      case GAUGE -> CounterResetHint.GAUGE;
      default -> CounterResetHint.UNKNOWN;
    };
  }

  private static byte code(CounterResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> UNKNOWN;
      case RESET -> RESET;
      case NOT_RESET -> NOT_RESET;
      case GAUGE -> GAUGE;
    };
  }

  private static @Nullable BucketLayout layout(
      RecordBytes in, long schema, double zeroThreshold, int[] positiveSpans, int[] negativeSpans)
      throws MalformedRecordException {
    if (schema == BucketLayout.CUSTOM_BUCKETS) {
      return BucketLayout.custom(positiveSpans, readDoubles(in));
    }
    if (!BucketLayout.isKnownExponential(schema)) {
      return null;
    }
    return BucketLayout.exponential((int) schema, zeroThreshold, positiveSpans, negativeSpans);
  }

  private static boolean fits(BucketLayout layout, int positive, int negative) {
    return bucketCount(layout.positiveSpans()) == positive
        && bucketCount(layout.negativeSpans()) == negative;
  }

  private static long bucketCount(int[] spans) {
    long count = 0;
    for (int i = 1; i < spans.length; i += 2) {
      count += spans[i];
    }
    return count;
  }

  private static int[] readSpans(RecordBytes in) throws MalformedRecordException {
    int count = in.readCount("spans", 2);
    if (count == 0) {
      return NO_SPANS;
    }
    int[] spans = new int[2 * count];
    for (int i = 0; i < spans.length; i += 2) {
      spans[i] = (int) in.readSigned();
      long length = in.readUnsigned();
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw new MalformedRecordException("span of " + Long.toUnsignedString(length) + " buckets");
      }
      spans[i + 1] = (int) length;
    }
    return spans;
  }

  private static long[] readDifferences(RecordBytes in) throws MalformedRecordException {
    long[] counts = new long[in.readCount("buckets", 1)];
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      count += in.readSigned();
      counts[i] = count;
    }
    return counts;
  }

  private static double[] readDoubles(RecordBytes in) throws MalformedRecordException {
    int count = in.readCount("floats", Double.BYTES);
    if (count == 0) {
      return NO_DOUBLES;
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  /** Puts a histogram. */
  static void put(RecordBuffer out, Histogram histogram) {
    BucketLayout layout = histogram.layout();
    out.putByte(code(histogram.resetHint()));
    out.putSigned(layout.schema());
    out.putDouble(layout.zeroThreshold());
    switch (histogram) {
      case IntHistogram ints -> {
        out.putUnsigned(ints.zeroCount());
        out.putUnsigned(ints.count());
        out.putDouble(ints.sum());
        putSpans(out, layout);
        putDifferences(out, ints.positive());
        putDifferences(out, ints.negative());
      }
      case FloatHistogram floats -> {
        out.putDouble(floats.zeroCount());
        out.putDouble(floats.count());
        out.putDouble(floats.sum());
        putSpans(out, layout);
        putDoubles(out, floats.positive());
        putDoubles(out, floats.negative());
      }
    }
    if (layout.usesCustomBuckets()) {
      putDoubles(out, layout.customValues());
    }
  }

  private static void putSpans(RecordBuffer out, BucketLayout layout) {
    putSpans(out, layout.positiveSpans());
    putSpans(out, layout.negativeSpans());
  }

  private static void putSpans(RecordBuffer out, int[] spans) {
    out.putUnsigned(spans.length / 2);
    for (int i = 0; i < spans.length; i += 2) {
      out.putSigned(spans[i]);
      out.putUnsigned(spans[i + 1]);
    }
  }

  private static void putDifferences(RecordBuffer out, long[] counts) {
    out.putUnsigned(counts.length);
    long before = 0;
    for (long count : counts) {
      out.putSigned(count - before);
      before = count;
    }
  }

  private static void putDoubles(RecordBuffer out, double[] values) {
    out.putUnsigned(values.length);
    for (double value : values) {
      out.putDouble(value);
    }
  }
}

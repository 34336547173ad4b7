package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;

/**
 * The bucket layout that stands before the first sample of a histogram chunk ({@code
 * docs/formats/histogram-chunks.md}).
 */
final class HistogramLayoutCodec {
  /** Byte of a zero threshold that is written out. */
  private static final int EXPLICIT_THRESHOLD = 255;

  /** The byte of a threshold of {@code 2^e} is {@code e} and this. */
  private static final int THRESHOLD_EXPONENT_BIAS = 244;

  /** Largest custom bound, times 1000, with a short code. */
  private static final double MAX_SHORT_BOUND = 33_554_430;

  private HistogramLayoutCodec() {}

  static void write(BucketLayout layout, BitWriter out) {
    writeThreshold(layout.zeroThreshold(), out);
    out.varbitInt(layout.schema());
    writeSpans(layout.positiveSpans(), out);
    writeSpans(layout.negativeSpans(), out);
    if (layout.usesCustomBuckets()) {
      out.varbitUint(layout.customValues().length);
      for (double bound : layout.customValues()) {
        writeBound(bound, out);
      }
    }
  }

  /**
   * Reads a layout.
   *
   * @throws CorruptChunkException when it has a schema that nobody knows, or more buckets than the
   *     chunk has bits
   */
  static BucketLayout read(BitReader in) {
    double zeroThreshold = readThreshold(in);
    long schema = in.varbitInt();
    int[] positiveSpans = readSpans(in);
    int[] negativeSpans = readSpans(in);
    if (schema == BucketLayout.CUSTOM_BUCKETS) {
      return BucketLayout.custom(positiveSpans, readBounds(in));
    }
    if (!BucketLayout.isKnownExponential(schema)) {
      throw in.corrupt("unknown schema " + schema);
    }
    return BucketLayout.exponential((int) schema, zeroThreshold, positiveSpans, negativeSpans);
  }

  private static void writeThreshold(double threshold, BitWriter out) {
    if (threshold == 0) {
      out.bits(0, Byte.SIZE);
      return;
    }
    int code = Math.getExponent(threshold) + THRESHOLD_EXPONENT_BIAS;
    if (code > 0
        && code < EXPLICIT_THRESHOLD
        && threshold == Math.scalb(1.0, code - THRESHOLD_EXPONENT_BIAS)) {
      out.bits(code, Byte.SIZE);
    } else {
      out.bits(EXPLICIT_THRESHOLD, Byte.SIZE);
      out.bits(Double.doubleToRawLongBits(threshold), Long.SIZE);
    }
  }

  private static double readThreshold(BitReader in) {
    int code = (int) in.bits(Byte.SIZE);
    if (code == 0) {
      return 0;
    }
    return code == EXPLICIT_THRESHOLD
        ? Double.longBitsToDouble(in.bits(Long.SIZE))
        : Math.scalb(1.0, code - THRESHOLD_EXPONENT_BIAS);
  }

  private static void writeSpans(int[] spans, BitWriter out) {
    out.varbitUint(spans.length / 2);
    for (int i = 0; i < spans.length; i += 2) {
      out.varbitUint(spans[i + 1]);
      out.varbitInt(spans[i]);
    }
  }

  private static int[] readSpans(BitReader in) {
    long count = in.varbitUint();
    if (count < 0 || count > in.remaining()) {
      throw in.corrupt(count + " spans");
    }
    int[] spans = new int[(int) count * 2];
    long buckets = 0;
    for (int i = 0; i < spans.length; i += 2) {
      long length = in.varbitUint();
      spans[i + 1] = (int) length;
      spans[i] = (int) in.varbitInt();
      buckets += length;
      if (length < 0 || buckets > in.remaining()) {
        throw in.corrupt("more buckets than bits");
      }
    }
    return spans;
  }

  /** Bounds with at most three decimals are written as thousandths, and 1 more. */
  private static void writeBound(double bound, BitWriter out) {
    double thousandths = bound * 1000;
    // Math.rint would round halves the other way, but a half is no bound with three decimals.
    long rounded = (long) Math.rint(thousandths);
    if (thousandths >= 0 && thousandths <= MAX_SHORT_BOUND && rounded / 1000.0 == bound) {
      out.varbitUint(rounded + 1);
    } else {
      out.bits(0, 1);
      out.bits(Double.doubleToRawLongBits(bound), Long.SIZE);
    }
  }

  private static double[] readBounds(BitReader in) {
    long count = in.varbitUint();
    if (count < 0 || count > in.remaining()) {
      throw in.corrupt(count + " custom bounds");
    }
    double[] bounds = new double[(int) count];
    for (int i = 0; i < bounds.length; i++) {
      long code = in.varbitUint();
      bounds[i] = code == 0 ? Double.longBitsToDouble(in.bits(Long.SIZE)) : (code - 1) / 1000.0;
    }
    return bounds;
  }
}

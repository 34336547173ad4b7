package dev.deucalion.model.histogram;

import java.util.Arrays;

/**
 * Where the buckets of a histogram are; samples of one series mostly share it. Equal by content.
 *
 * <p>Spans name the buckets that are there: pairs of offset and length, flattened into one array.
 * The first offset is the index of the first bucket, a further one the number of indices left out
 * since the span before. With {@link #schema} n from -4 to 8, bucket i holds the values in {@code
 * (base^(i-1), base^i]} with {@code base = 2^(2^-n)}; with {@link #CUSTOM_BUCKETS}, bucket i ends
 * at {@code customValues[i]}, the last one at infinity, and there are neither negative buckets nor
 * a zero bucket.
 */
public final class BucketLayout {
  /** Schema of histograms whose buckets have bounds of their own. */
  public static final int CUSTOM_BUCKETS = -53;

  /** Least schema of exponential buckets, the coarsest one. */
  public static final int MIN_EXPONENTIAL_SCHEMA = -4;

  /** Greatest schema of exponential buckets, the finest one. */
  public static final int MAX_EXPONENTIAL_SCHEMA = 8;

  /** Least schema that files may have of other programs. */
  private static final int MIN_KNOWN_SCHEMA = -9;

  /** Greatest schema that files may have of other programs. */
  private static final int MAX_KNOWN_SCHEMA = 52;

  private static final int[] NO_SPANS = {};
  private static final double[] NO_VALUES = {};

  /** A layout without any bucket but the zero bucket, of no width. */
  public static final BucketLayout NO_BUCKETS = exponential(0, 0, NO_SPANS, NO_SPANS);

  private final int schema;
  private final double zeroThreshold;
  private final int[] positiveSpans;
  private final int[] negativeSpans;
  private final double[] customValues;

  private BucketLayout(
      int schema,
      double zeroThreshold,
      int[] positiveSpans,
      int[] negativeSpans,
      double[] customValues) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.positiveSpans = positiveSpans;
    this.negativeSpans = negativeSpans;
    this.customValues = customValues;
  }

  /** Exponential buckets. The arrays are taken over and never written to again. */
  public static BucketLayout exponential(
      int schema, double zeroThreshold, int[] positiveSpans, int[] negativeSpans) {
    return new BucketLayout(schema, zeroThreshold, positiveSpans, negativeSpans, NO_VALUES);
  }

  /** Buckets with upper bounds of their own. The arrays are taken over. */
  public static BucketLayout custom(int[] positiveSpans, double[] customValues) {
    return new BucketLayout(CUSTOM_BUCKETS, 0, positiveSpans, NO_SPANS, customValues);
  }

  /** The same bounds with other spans, which are taken over. */
  public BucketLayout withSpans(int[] newPositiveSpans, int[] newNegativeSpans) {
    return new BucketLayout(
        schema, zeroThreshold, newPositiveSpans, newNegativeSpans, customValues);
  }

  /** The buckets of a lower exponential schema that take in these. */
  BucketLayout withSchema(int lowerSchema) {
    int steps = schema - lowerSchema;
    return exponential(
        lowerSchema,
        zeroThreshold,
        CoarserBuckets.spans(positiveSpans, steps),
        CoarserBuckets.spans(negativeSpans, steps));
  }

  /** Which bounds buckets have: {@link #CUSTOM_BUCKETS}, or the n of exponential ones. */
  public int schema() {
    return schema;
  }

  /** Width of the zero bucket on either side of zero, from 0 on. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /** Offset, length, offset, length, ...; not to be written to. */
  public int[] positiveSpans() {
    return positiveSpans;
  }

  /** Offset, length, offset, length, ...; not to be written to. */
  public int[] negativeSpans() {
    return negativeSpans;
  }

  /** Upper bounds of custom buckets, finite and rising; not to be written to. */
  public double[] customValues() {
    return customValues;
  }

  /** Whether the buckets have bounds of their own. */
  public boolean usesCustomBuckets() {
    return schema == CUSTOM_BUCKETS;
  }

  /**
   * Whether files may have an exponential schema. Newer programs may write higher ones than {@link
   * #MAX_EXPONENTIAL_SCHEMA}; such histograms are brought down to that when they are read.
   */
  public static boolean isKnownExponential(long schema) {
    return schema >= MIN_KNOWN_SCHEMA && schema <= MAX_KNOWN_SCHEMA;
  }

  /** Number of buckets that spans name. */
  public static int bucketCount(int[] spans) {
    int count = 0;
    for (int i = 1; i < spans.length; i += 2) {
      count += spans[i];
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof BucketLayout that
        && schema == that.schema
        && Double.doubleToRawLongBits(zeroThreshold)
            == Double.doubleToRawLongBits(that.zeroThreshold)
        && Arrays.equals(positiveSpans, that.positiveSpans)
        && Arrays.equals(negativeSpans, that.negativeSpans)
        && Arrays.equals(customValues, that.customValues);
  }

  @Override
  public int hashCode() {
    int hash = schema * 31 + Double.hashCode(zeroThreshold);
    hash = hash * 31 + Arrays.hashCode(positiveSpans);
    hash = hash * 31 + Arrays.hashCode(negativeSpans);
    return hash * 31 + Arrays.hashCode(customValues);
  }

  @Override
  public String toString() {
    return "{schema="
        + schema
        + ", zeroThreshold="
        + zeroThreshold
        + ", positiveSpans="
        + Arrays.toString(positiveSpans)
        + ", negativeSpans="
        + Arrays.toString(negativeSpans)
        + ", customValues="
        + Arrays.toString(customValues)
        + "}";
  }
}

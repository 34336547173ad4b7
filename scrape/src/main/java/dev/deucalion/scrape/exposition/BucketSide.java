package dev.deucalion.scrape.exposition;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import java.util.Arrays;

/**
 * The positive or the negative buckets of a native histogram as protobuf has them: spans, and for
 * their buckets either differences from bucket to bucket or float counts. Used again for each
 * histogram.
 */
final class BucketSide {
  private static final int FIRST_CAPACITY = 16;

  private int[] spans = new int[FIRST_CAPACITY];
  private int spanInts;

  /** Counts, summed up of the differences. */
  private long[] counts = new long[FIRST_CAPACITY];

  private int countSize;
  private double[] floats = new double[FIRST_CAPACITY];
  private int floatSize;

  void clear() {
    spanInts = 0;
    countSize = 0;
    floatSize = 0;
  }

  boolean hasSpans() {
    return spanInts > 0;
  }

  /** Reads a span that has been entered. */
  void addSpan(WireReader in) throws WireException {
    if (spanInts + 2 > spans.length) {
      spans = Arrays.copyOf(spans, 2 * spanInts);
    }
    spans[spanInts] = 0;
    spans[spanInts + 1] = 0;
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.SPAN_OFFSET -> spans[spanInts] = (int) in.readZigZag();
        case MetricFamilyTags.SPAN_LENGTH -> spans[spanInts + 1] = (int) in.readVarint();
        default -> in.skip();
      }
    }
    spanInts += 2;
  }

  /** Reads differences, packed or one. */
  void addDeltas(WireReader in) throws WireException {
    int outer = in.enterRepeated();
    while (in.hasRemaining()) {
      if (countSize == counts.length) {
        counts = Arrays.copyOf(counts, 2 * countSize);
      }
      long before = countSize == 0 ? 0 : counts[countSize - 1];
      counts[countSize++] = before + in.readZigZag();
    }
    in.leave(outer);
  }

  /** Reads float counts, packed or one. */
  void addCounts(WireReader in) throws WireException {
    int outer = in.enterRepeated();
    while (in.hasRemaining()) {
      if (floatSize == floats.length) {
        floats = Arrays.copyOf(floats, 2 * floatSize);
      }
      floats[floatSize++] = in.readDouble();
    }
    in.leave(outer);
  }

  /** Buckets that the spans name. */
  long spanBuckets() {
    long buckets = 0;
    for (int i = 1; i < spanInts; i += 2) {
      buckets += Integer.toUnsignedLong(spans[i]);
    }
    return buckets;
  }

  /** Buckets that have a count. */
  int buckets(boolean ofFloats) {
    return ofFloats ? floatSize : countSize;
  }

  /** Spans as {@link BucketLayout} has them. */
  int[] spans() {
    return Arrays.copyOf(spans, spanInts);
  }

  long[] counts() {
    return Arrays.copyOf(counts, countSize);
  }

  double[] floats() {
    return Arrays.copyOf(floats, floatSize);
  }
}

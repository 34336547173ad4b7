package dev.deucalion.scrape.exposition;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.EmptyBuckets;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A composite value of OpenMetrics 2.0, fields separated by commas and lists in brackets:
 *
 * <pre>
 * count:2,sum:1.5,schema:0,zero_threshold:1e-4,zero_count:0,positive_spans:[1:2],
 *   positive_buckets:[1,1],bucket:[0.5:1,+Inf:2]
 * count:34,sum:479.3,quantile:[0.95:2.5,0.99:2.9]
 * </pre>
 *
 * <p>Used again for each.
 */
final class CompositeValue {
  private static final double MAX_EXACT = 0x1p53;

  private static final Field[] FIELDS = Field.values();
  private static final int REQUIRED = Field.COUNT.bit | Field.SUM.bit;

  /** What a value may have; two that share a bit are never there together. */
  private enum Field {
    COUNT(0, "count"),
    GAUGE_COUNT(0, "gcount"),
    SUM(1, "sum"),
    GAUGE_SUM(1, "gsum"),
    SCHEMA(2, "schema"),
    ZERO_THRESHOLD(3, "zero_threshold"),
    ZERO_COUNT(4, "zero_count"),
    BUCKET(5, "bucket"),
    QUANTILE(5, "quantile"),
    POSITIVE_SPANS(6, "positive_spans"),
    POSITIVE_BUCKETS(7, "positive_buckets"),
    NEGATIVE_SPANS(8, "negative_spans"),
    NEGATIVE_BUCKETS(9, "negative_buckets");

    private final int bit;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes the bytes
    private final byte[] name;

    Field(int place, String name) {
      this.bit = 1 << place;
      this.name = name.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Numbers of a list, or pairs of them. */
  private static final class Numbers {
    double[] values = new double[16];
    int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }
  }

  private double count;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private boolean isNative;

  /** Bounds and counts, or quantiles and values, in turn. */
  private final Numbers points = new Numbers();

  private final Numbers positiveSpans = new Numbers();
  private final Numbers positiveBuckets = new Numbers();
  private final Numbers negativeSpans = new Numbers();
  private final Numbers negativeBuckets = new Numbers();
  private final Numbers[] lists = {
    points, positiveSpans, positiveBuckets, negativeSpans, negativeBuckets
  };

  private byte[] body = {};
  private int pos;
  private int end;
  private int fields;

  /**
   * Reads a value.
   *
   * @param from behind its opening brace
   * @param to its closing brace
   * @throws IllegalArgumentException when it is none
   */
  void read(byte[] newBody, int from, int to) {
    body = newBody;
    pos = from;
    end = to;
    fields = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCount = 0;
    isNative = false;
    for (Numbers list : lists) {
      list.size = 0;
    }
    while (true) {
      readField();
      if (pos == end) {
        break;
      }
      expect(',');
    }
    if ((fields & REQUIRED) != REQUIRED) {
      throw new IllegalArgumentException("count and sum are required");
    }
    checkSide("positive", positiveSpans, positiveBuckets);
    checkSide("negative", negativeSpans, negativeBuckets);
  }

  private void readField() {
    int nameStart = pos;
    while (pos < end && body[pos] != ':') {
      pos++;
    }
    Field field = field(nameStart, pos);
    expect(':');
    if ((fields & field.bit) != 0) {
      throw new IllegalArgumentException("a field comes twice");
    }
    fields |= field.bit;
    switch (field) {
      case COUNT, GAUGE_COUNT -> count = number();
      case SUM, GAUGE_SUM -> sum = number();
      case SCHEMA -> {
        schema = (int) integer();
        isNative = true;
      }
      case ZERO_THRESHOLD -> zeroThreshold = number();
      case ZERO_COUNT -> zeroCount = number();
      case BUCKET, QUANTILE -> readList(points, true);
      case POSITIVE_SPANS -> readList(positiveSpans, true);
      case POSITIVE_BUCKETS -> readList(positiveBuckets, false);
      case NEGATIVE_SPANS -> readList(negativeSpans, true);
      case NEGATIVE_BUCKETS -> readList(negativeBuckets, false);
    }
  }

  private Field field(int from, int to) {
    for (Field field : FIELDS) {
      if (Arrays.equals(body, from, to, field.name, 0, field.name.length)) {
        return field;
      }
    }
    String name = new String(body, from, to - from, StandardCharsets.UTF_8);
    throw new IllegalArgumentException("unknown field " + name);
  }

  private void readList(Numbers list, boolean pairs) {
    expect('[');
    if (pos < end && body[pos] == ']') {
      pos++;
      return;
    }
    while (true) {
      list.add(number());
      if (pairs) {
        expect(':');
        list.add(number());
      }
      if (pos < end && body[pos] == ']') {
        pos++;
        return;
      }
      expect(',');
    }
  }

  private void expect(char c) {
    if (pos >= end || body[pos] != c) {
      throw new IllegalArgumentException("expected \"" + c + "\" in it");
    }
    pos++;
  }

  private double integer() {
    double number = number();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected an integer in it");
    }
    return number;
  }

  private double number() {
    int from = pos;
    while (pos < end && body[pos] != ',' && body[pos] != ':' && body[pos] != ']') {
      pos++;
    }
    if (GoFloat.check(body, from, pos) != GoFloat.Problem.NONE) {
      throw new IllegalArgumentException("expected a number in it");
    }
    return GoFloat.parse(body, from, pos);
  }

  private static void checkSide(String name, Numbers spans, Numbers buckets) {
    long needed = 0;
    for (int i = 0; i < spans.size; i += 2) {
      double offset = spans.values[i];
      double length = spans.values[i + 1];
      if (!isInt(offset) || !isInt(length) || length < 0 || i > 0 && offset < 0) {
        throw new IllegalArgumentException(name + " side: bad span");
      }
      needed += (long) length;
    }
    if (needed != buckets.size) {
      throw new IllegalArgumentException(
          name + " side: spans require " + needed + " buckets, have " + buckets.size);
    }
  }

  private static boolean isInt(double value) {
    return value == (int) value;
  }

  /** Whether there are buckets of a native histogram, or could be. */
  boolean isNative() {
    return isNative;
  }

  /** All observations. */
  double count() {
    return count;
  }

  double sum() {
    return sum;
  }

  /** Number of classic buckets or quantiles. */
  int points() {
    return points.size / 2;
  }

  /** Bound of a classic bucket, or a quantile. */
  double place(int i) {
    return points.values[2 * i];
  }

  /** Cumulative count of a classic bucket, or value of a quantile. */
  double value(int i) {
    return points.values[2 * i + 1];
  }

  /**
   * The native histogram.
   *
   * @throws IllegalArgumentException when there is no such layout
   */
  Histogram toNative(boolean gauge) {
    CounterResetHint hint = gauge ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN;
    BucketLayout layout =
        BucketLayout.exponential(schema, zeroThreshold, ints(positiveSpans), ints(negativeSpans));
    Histogram histogram =
        isExact(count) && isExact(zeroCount) && areExact(positiveBuckets, negativeBuckets)
            ? new IntHistogram(
                hint,
                layout,
                (long) zeroCount,
                (long) count,
                sum,
                longs(positiveBuckets),
                longs(negativeBuckets))
            : new FloatHistogram(
                hint,
                layout,
                zeroCount,
                count,
                sum,
                Arrays.copyOf(positiveBuckets.values, positiveBuckets.size),
                Arrays.copyOf(negativeBuckets.values, negativeBuckets.size));
    return EmptyBuckets.compacted(histogram, 0);
  }

  /**
   * The classic histogram as one with custom buckets.
   *
   * @throws IllegalArgumentException when its buckets contradict each other
   */
  Histogram toCustom(ClassicBuckets classic, boolean gauge) {
    classic.clear();
    classic.count(count);
    classic.sum(sum);
    for (int i = 0; i < points(); i++) {
      classic.bucket(place(i), value(i));
    }
    Histogram custom = classic.toHistogram();
    return gauge ? custom.withResetHint(CounterResetHint.GAUGE) : custom;
  }

  private static boolean areExact(Numbers... lists) {
    for (Numbers list : lists) {
      for (int i = 0; i < list.size; i++) {
        if (!isExact(list.values[i])) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isExact(double value) {
    return value == Math.rint(value) && value >= 0 && value <= MAX_EXACT;
  }

  private static int[] ints(Numbers list) {
    int[] ints = new int[list.size];
    for (int i = 0; i < list.size; i++) {
      ints[i] = (int) list.values[i];
    }
    return ints;
  }

  private static long[] longs(Numbers list) {
    long[] longs = new long[list.size];
    for (int i = 0; i < list.size; i++) {
      longs[i] = (long) list.values[i];
    }
    return longs;
  }
}

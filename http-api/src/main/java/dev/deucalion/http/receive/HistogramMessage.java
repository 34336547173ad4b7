package dev.deucalion.http.receive;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.HistogramResolution;
import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code Histogram}, which is the same in both versions of remote write but for the
 * start of the second. {@link #read}, then the rest. For one thread.
 */
public final class HistogramMessage {
  /** Most buckets on either side of a histogram, and most bounds. */
  static final int MAX_BUCKETS = 1 << 16;

  private static final int COUNT_INT = 1 << 3 | WireType.VARINT;
  private static final int COUNT_FLOAT = 2 << 3 | WireType.I64;
  private static final int SUM = 3 << 3 | WireType.I64;
  private static final int SCHEMA = 4 << 3 | WireType.VARINT;
  private static final int ZERO_THRESHOLD = 5 << 3 | WireType.I64;
  private static final int ZERO_COUNT_INT = 6 << 3 | WireType.VARINT;
  private static final int ZERO_COUNT_FLOAT = 7 << 3 | WireType.I64;
  private static final int NEGATIVE_SPANS = 8;
  private static final int NEGATIVE_DELTAS = 9;
  private static final int NEGATIVE_COUNTS = 10;
  private static final int POSITIVE_SPANS = 11;
  private static final int POSITIVE_DELTAS = 12;
  private static final int POSITIVE_COUNTS = 13;
  private static final int RESET_HINT = 14 << 3 | WireType.VARINT;
  private static final int TIME = 15 << 3 | WireType.VARINT;
  private static final int CUSTOM_VALUES = 16;
  private static final int START_TIME = 17 << 3 | WireType.VARINT;
  private static final int MAX_STORED_SCHEMA = BucketLayout.MAX_EXPONENTIAL_SCHEMA;

  /** Exponential schemas may go as far as this one day. */
  private static final int MAX_RESERVED_SCHEMA = 52;

  private final NumberRow positiveSpans = new NumberRow(2 * MAX_BUCKETS);
  private final NumberRow negativeSpans = new NumberRow(2 * MAX_BUCKETS);
  private final NumberRow positiveDeltas = new NumberRow(MAX_BUCKETS);
  private final NumberRow negativeDeltas = new NumberRow(MAX_BUCKETS);
  private final NumberRow positiveCounts = new NumberRow(MAX_BUCKETS);
  private final NumberRow negativeCounts = new NumberRow(MAX_BUCKETS);
  private final NumberRow customValues = new NumberRow(MAX_BUCKETS);
  private boolean floats;
  private long countInt;
  private double countFloat;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private long zeroCountInt;
  private double zeroCountFloat;
  private int resetHint;
  private long timeMs;
  private long startMs;

  /** Reads the message up to the reader's limit. */
  public void read(WireReader in) throws WireException {
    clear();
    while (in.next()) {
      switch (in.field()) {
        case NEGATIVE_SPANS -> readSpan(in, negativeSpans);
        case POSITIVE_SPANS -> readSpan(in, positiveSpans);
        case NEGATIVE_DELTAS -> negativeDeltas.readZigZags(in);
        case POSITIVE_DELTAS -> positiveDeltas.readZigZags(in);
        case NEGATIVE_COUNTS -> negativeCounts.readFixed(in);
        case POSITIVE_COUNTS -> positiveCounts.readFixed(in);
        case CUSTOM_VALUES -> customValues.readFixed(in);
        default -> readScalar(in);
      }
    }
  }

  private void readScalar(WireReader in) throws WireException {
    switch (in.tag()) {
      case COUNT_INT -> {
        countInt = in.readVarint();
        floats = false;
      }
      case COUNT_FLOAT -> {
        countFloat = in.readDouble();
        floats = true;
      }
      case SUM -> sum = in.readDouble();
      case SCHEMA -> schema = (int) in.readZigZag();
      case ZERO_THRESHOLD -> zeroThreshold = in.readDouble();
      case ZERO_COUNT_INT -> {
        zeroCountInt = in.readVarint();
        zeroCountFloat = 0;
      }
      case ZERO_COUNT_FLOAT -> {
        zeroCountFloat = in.readDouble();
        zeroCountInt = 0;
      }
      case RESET_HINT -> resetHint = (int) in.readVarint();
      case TIME -> timeMs = in.readVarint();
      case START_TIME -> startMs = in.readVarint();
      default -> in.skip();
    }
  }

  private static void readSpan(WireReader in, NumberRow spans) throws WireException {
    if (in.wireType() != WireType.LEN) {
      in.skip();
      return;
    }
    int outer = in.enter();
    long offset = 0;
    long length = 0;
    while (in.next()) {
      switch (in.tag()) {
        case 1 << 3 | WireType.VARINT -> offset = (int) in.readZigZag();
        case 2 << 3 | WireType.VARINT -> length = (int) in.readVarint();
        default -> in.skip();
      }
    }
    in.leave(outer);
    spans.add(offset);
    spans.add(length);
  }

  private void clear() {
    positiveSpans.clear();
    negativeSpans.clear();
    positiveDeltas.clear();
    negativeDeltas.clear();
    positiveCounts.clear();
    negativeCounts.clear();
    customValues.clear();
    floats = false;
    countInt = 0;
    countFloat = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCountInt = 0;
    zeroCountFloat = 0;
    resetHint = 0;
    timeMs = 0;
    startMs = 0;
  }

  /** Time of the sample, milliseconds since the epoch. */
  public long timeMs() {
    return timeMs;
  }

  /** When the counts began, or 0 where that is not said. */
  long startMs() {
    return startMs;
  }

  /** What is wrong with the histogram, in Prometheus' words, or null. */
  public @Nullable String problem() {
    if (isTooLarge()) {
      return "histogram has more than " + MAX_BUCKETS + " buckets";
    }
    if (schema == BucketLayout.CUSTOM_BUCKETS) {
      if (zeroThreshold != 0) {
        return "custom buckets: must have zero threshold of 0";
      }
      if (negativeSpans.size() > 0) {
        return "custom buckets: must not have negative spans";
      }
    } else if (customValues.size() > 0) {
      return "histogram with exponential schema must not have custom bounds";
    }
    return HistogramValidation.problem(ofSchema(isAboveStored() ? MAX_STORED_SCHEMA : schema));
  }

  private boolean isTooLarge() {
    return positiveSpans.overflowed()
        || negativeSpans.overflowed()
        || positiveDeltas.overflowed()
        || negativeDeltas.overflowed()
        || positiveCounts.overflowed()
        || negativeCounts.overflowed()
        || customValues.overflowed();
  }

  /** The histogram, which has no {@link #problem}; schemas above the store's are brought down. */
  public Histogram histogram() {
    Histogram histogram = ofSchema(schema);
    return isAboveStored() ? HistogramResolution.reduce(histogram, MAX_STORED_SCHEMA) : histogram;
  }

  private boolean isAboveStored() {
    return schema > MAX_STORED_SCHEMA && schema <= MAX_RESERVED_SCHEMA;
  }

  private Histogram ofSchema(int givenSchema) {
    BucketLayout layout =
        givenSchema == BucketLayout.CUSTOM_BUCKETS
            ? BucketLayout.custom(positiveSpans.ints(), customValues.doubles())
            : BucketLayout.exponential(
                givenSchema, zeroThreshold, positiveSpans.ints(), negativeSpans.ints());
    if (floats) {
      return new FloatHistogram(
          hint(),
          layout,
          zeroCountFloat,
          countFloat,
          sum,
          positiveCounts.doubles(),
          negativeCounts.doubles());
    }
    return new IntHistogram(
        hint(),
        layout,
        zeroCountInt,
        countInt,
        sum,
        positiveDeltas.runningSums(),
        negativeDeltas.runningSums());
  }

  private CounterResetHint hint() {
    return switch (resetHint) {
      case 1 -> CounterResetHint.RESET;
      case 2 -> CounterResetHint.NOT_RESET;
      case 3 -> CounterResetHint.GAUGE;
      default -> CounterResetHint.UNKNOWN;
    };
  }
}

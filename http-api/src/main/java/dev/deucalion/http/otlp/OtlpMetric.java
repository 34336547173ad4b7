package dev.deucalion.http.otlp;

import dev.deucalion.http.otlp.OtlpMetricNames.Kind;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;

/** What the message {@code Metric} says of a metric, and where its points are. Used again. */
final class OtlpMetric {
  /** The field of the message that has the points. */
  enum Data {
    NONE,
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
  }

  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;
  private static final int NAME = 1 << 3 | WireType.LEN;
  private static final int DESCRIPTION = 2 << 3 | WireType.LEN;
  private static final int UNIT = 3 << 3 | WireType.LEN;
  private static final int POINT = 1 << 3 | WireType.LEN;
  private static final int TEMPORALITY = 2 << 3 | WireType.VARINT;
  private static final int MONOTONIC = 3 << 3 | WireType.VARINT;

  private final WireReader reader = new WireReader();
  private String name = "";
  private String description = "";
  private String unit = "";
  private Data data = Data.NONE;
  private int from;
  private int to;
  private long temporality;
  private boolean monotonic;
  private boolean converted;
  private int points;

  /** Reads the message in {@code bytes[start, end)}. */
  void read(byte[] bytes, int start, int end) throws WireException {
    name = "";
    description = "";
    unit = "";
    data = Data.NONE;
    from = start;
    to = start;
    reader.reset(bytes, start, end);
    while (reader.next()) {
      switch (reader.tag()) {
        case NAME -> name = reader.readString();
        case DESCRIPTION -> description = reader.readString();
        case UNIT -> unit = reader.readString();
        case 5 << 3 | WireType.LEN -> setData(Data.GAUGE);
        case 7 << 3 | WireType.LEN -> setData(Data.SUM);
        case 9 << 3 | WireType.LEN -> setData(Data.HISTOGRAM);
        case 10 << 3 | WireType.LEN -> setData(Data.EXPONENTIAL_HISTOGRAM);
        case 11 << 3 | WireType.LEN -> setData(Data.SUMMARY);
        default -> reader.skip();
      }
    }
    readData(bytes);
  }

  private void setData(Data kind) throws WireException {
    int length = reader.readSlice();
    data = kind;
    to = reader.position();
    from = to - length;
  }

  private void readData(byte[] bytes) throws WireException {
    temporality = 0;
    monotonic = false;
    converted = false;
    points = 0;
    reader.reset(bytes, from, to);
    while (reader.next()) {
      switch (reader.tag()) {
        case POINT -> {
          reader.readSlice();
          points++;
        }
        case TEMPORALITY -> temporality = reader.readVarint();
        case MONOTONIC -> monotonic = reader.readBool();
        default -> reader.skip();
      }
    }
  }

  String name() {
    return name;
  }

  String unit() {
    return unit;
  }

  Data data() {
    return data;
  }

  /** Where the message with the points begins. */
  int from() {
    return from;
  }

  /** Where the message with the points ends. */
  int to() {
    return to;
  }

  int points() {
    return points;
  }

  boolean isDelta() {
    return temporality == DELTA;
  }

  /** Says that points with delta temporality, if it has such, are made cumulative. */
  void convertDelta() {
    converted = isDelta();
    temporality = converted ? CUMULATIVE : temporality;
  }

  /** Whether its points are still to be made cumulative. */
  boolean isConverted() {
    return converted;
  }

  /** Whether the metric's kind and temporality go together. */
  boolean hasKnownTemporality(boolean deltaIsAllowed) {
    return switch (data) {
      case NONE, GAUGE, SUMMARY -> true;
      case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM ->
          temporality == CUMULATIVE || deltaIsAllowed && isDelta();
    };
  }

  /** Its type in the words of Prometheus; differences have none. */
  MetricType type() {
    if (isDelta()) {
      return MetricType.UNKNOWN;
    }
    return switch (data) {
      case NONE -> MetricType.UNKNOWN;
      case GAUGE -> MetricType.GAUGE;
      case SUM -> monotonic ? MetricType.COUNTER : MetricType.GAUGE;
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> MetricType.HISTOGRAM;
      case SUMMARY -> MetricType.SUMMARY;
    };
  }

  /** What Prometheus would say of it. */
  Metadata metadata() {
    return new Metadata(type(), OtlpUnits.word(unit, true), description);
  }

  /** What of its type shows in its name. */
  Kind kind() {
    return switch (data) {
      case GAUGE -> Kind.GAUGE;
      case SUM -> monotonic ? Kind.COUNTER : Kind.OTHER;
      case NONE, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> Kind.OTHER;
    };
  }
}

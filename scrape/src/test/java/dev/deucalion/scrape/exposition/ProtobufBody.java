package dev.deucalion.scrape.exposition;

import dev.deucalion.model.wire.WireWriter;

/** Writes bodies of delimited protobuf as targets send them. */
final class ProtobufBody {
  static final int COUNTER = 0;
  static final int GAUGE = 1;
  static final int SUMMARY = 2;
  static final int UNTYPED = 3;
  static final int HISTOGRAM = 4;
  static final int GAUGE_HISTOGRAM = 5;

  /** Adds fields to a message. */
  interface Fields {
    void write(WireWriter out);
  }

  private final WireWriter out = new WireWriter();

  /** Adds a family; the fields are its metrics. */
  ProtobufBody family(String name, int type, Fields metrics) {
    return family(name, type, "Help of " + name + ".", "", metrics);
  }

  ProtobufBody family(String name, int type, String help, String unit, Fields metrics) {
    int family = out.beginDelimited();
    out.string(1, name);
    out.string(2, help);
    out.int64(3, type);
    metrics.write(out);
    if (!unit.isEmpty()) {
      out.string(5, unit);
    }
    out.end(family);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A message in a field. */
  static Fields in(int field, Fields... fields) {
    return out -> {
      int message = out.begin(field);
      for (Fields each : fields) {
        each.write(out);
      }
      out.end(message);
    };
  }

  static Fields metric(Fields... fields) {
    return in(4, fields);
  }

  static Fields label(String name, String value) {
    return in(1, out -> out.string(1, name), out -> out.string(2, value));
  }

  static Fields timestamp(int field, long seconds, int nanos) {
    return in(field, out -> out.int64(1, seconds), out -> out.int64(2, nanos));
  }

  static Fields number(int field, double value) {
    return out -> out.float64(field, value);
  }

  static Fields integer(int field, long value) {
    return out -> out.int64(field, value);
  }

  static Fields signed(int field, long value) {
    return out -> out.sint64(field, value);
  }

  static Fields span(int field, int offset, int length) {
    return in(field, signed(1, offset), integer(2, length));
  }

  static Fields deltas(int field, long... deltas) {
    return out -> {
      int packed = out.begin(field);
      for (long delta : deltas) {
        out.zigZag(delta);
      }
      out.end(packed);
    };
  }

  static Fields counts(int field, double... counts) {
    return out -> {
      int packed = out.begin(field);
      for (double count : counts) {
        out.float64(count);
      }
      out.end(packed);
    };
  }

  /** A classic bucket with an integer count. */
  static Fields bucket(double bound, long count, Fields... more) {
    return out ->
        in(
                3,
                integer(1, count),
                number(2, bound),
                rest -> {
                  for (Fields each : more) {
                    each.write(rest);
                  }
                })
            .write(out);
  }

  static Fields exemplar(int field, String value, double at, Fields... time) {
    return in(
        field,
        label("trace_id", value),
        number(2, at),
        out -> {
          for (Fields each : time) {
            each.write(out);
          }
        });
  }

  /** A body with everything in it. */
  static byte[] all() {
    return new ProtobufBody()
        .family("go_info", GAUGE, metric(label("version", "go1.22"), in(2, number(1, 1))))
        .family(
            "requests_total",
            COUNTER,
            out -> {
              metric(
                      label("code", "200"),
                      in(
                          3,
                          number(1, 1027),
                          exemplar(2, "abc", 3, timestamp(3, 1_600_000_000, 123_456_789)),
                          timestamp(3, 1_500_000_000, 5_000_000)),
                      integer(6, 1_395_066_363_000L))
                  .write(out);
              metric(label("code", "größe"), in(3, number(1, 3))).write(out);
            })
        .family("temperature", UNTYPED, metric(in(5, number(1, Double.NaN))))
        .family(
            "rpc_seconds",
            SUMMARY,
            "Latency.",
            "seconds",
            metric(
                in(
                    4,
                    integer(1, 42),
                    number(2, 324789.3),
                    in(3, number(1, 0.5), number(2, 0.1)),
                    in(3, number(1, 1), number(2, Double.NaN)),
                    timestamp(4, 1_500_000_001, 0))))
        .family(
            "latency",
            HISTOGRAM,
            metric(
                label("a", "b"),
                in(
                    7,
                    integer(1, 6),
                    number(2, 1.5),
                    bucket(0.1, 2, exemplar(3, "x", 0.05)),
                    bucket(1, 6, exemplar(3, "y", 0.5, timestamp(3, 7, 0))),
                    timestamp(15, 1_500_000_002, 0))))
        .family(
            "native",
            GAUGE_HISTOGRAM,
            metric(
                in(
                    7,
                    integer(1, 12),
                    number(2, -3.5),
                    signed(5, 3),
                    number(6, 0.001),
                    integer(7, 2),
                    span(9, 0, 2),
                    deltas(10, 1, 0),
                    span(12, -4, 2),
                    span(12, 1, 3),
                    deltas(13, 3, -3, 4, -3, 2),
                    exemplar(16, "z", 0.2, timestamp(3, 8, 0)))))
        .bytes();
  }
}

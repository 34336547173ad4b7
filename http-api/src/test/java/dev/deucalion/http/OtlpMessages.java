package dev.deucalion.http;

import dev.deucalion.model.wire.WireWriter;

/** Requests of OTLP as protobuf. */
final class OtlpMessages {
  private static final long NANOS_PER_MS = 1_000_000;

  private OtlpMessages() {}

  /**
   * One gauge with one point.
   *
   * @param startMs since when it measures, ms; 0 says nothing of that
   */
  static byte[] gauge(String name, long startMs, long timeMs, double value) {
    WireWriter out = new WireWriter();
    int resource = out.begin(1);
    int scope = out.begin(2);
    int metric = out.begin(2);
    out.string(1, name);
    int gauge = out.begin(5);
    int point = out.begin(1);
    if (startMs != 0) {
      out.fixed64(2, startMs * NANOS_PER_MS);
    }
    out.fixed64(3, timeMs * NANOS_PER_MS);
    out.float64(4, value);
    out.end(point);
    out.end(gauge);
    out.end(metric);
    out.end(scope);
    out.end(resource);
    return out.toByteArray();
  }
}

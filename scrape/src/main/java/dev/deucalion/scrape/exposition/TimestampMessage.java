package dev.deucalion.scrape.exposition;

import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;

/** {@code google.protobuf.Timestamp}: seconds and nanoseconds since the epoch. */
final class TimestampMessage {
  private static final int NANOS_PER_MS = 1_000_000;

  private TimestampMessage() {}

  /** Reads the field at hand as milliseconds since the epoch, cut off. */
  static long readMs(WireReader in) throws WireException {
    int outer = in.enter();
    long seconds = 0;
    int nanos = 0;
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.TIMESTAMP_SECONDS -> seconds = in.readVarint();
        case MetricFamilyTags.TIMESTAMP_NANOS -> nanos = (int) in.readVarint();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return seconds * 1000 + nanos / NANOS_PER_MS;
  }
}

package dev.deucalion.scrape.exposition;

import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import java.nio.charset.StandardCharsets;

/** What a family of protobuf says of itself: bounds of its texts in the body. */
final class FamilyMessage {
  /** Type numbers of the format, in order; the format has no others. */
  private static final MetricType[] TYPES = {
    MetricType.COUNTER,
    MetricType.GAUGE,
    MetricType.SUMMARY,
    MetricType.UNKNOWN,
    MetricType.HISTOGRAM,
    MetricType.GAUGEHISTOGRAM,
  };

  int nameStart;
  int nameEnd;
  int helpStart;
  int helpEnd;
  int unitStart;
  int unitEnd;
  private int typeNumber;
  private boolean hasMetrics;

  /** Reads all but the metrics of a family that has been entered. */
  void read(WireReader in) throws WireException {
    nameStart = 0;
    nameEnd = 0;
    helpStart = 0;
    helpEnd = 0;
    unitStart = 0;
    unitEnd = 0;
    typeNumber = 0;
    hasMetrics = false;
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.FAMILY_NAME -> {
          nameStart = -in.readSlice();
          nameEnd = in.position();
          nameStart += nameEnd;
        }
        case MetricFamilyTags.FAMILY_HELP -> {
          helpStart = -in.readSlice();
          helpEnd = in.position();
          helpStart += helpEnd;
        }
        case MetricFamilyTags.FAMILY_UNIT -> {
          unitStart = -in.readSlice();
          unitEnd = in.position();
          unitStart += unitEnd;
        }
        case MetricFamilyTags.FAMILY_TYPE -> typeNumber = (int) in.readVarint();
        case MetricFamilyTags.FAMILY_METRIC -> {
          hasMetrics = true;
          in.skip();
        }
        default -> in.skip();
      }
    }
  }

  /** Whether there is a metric; a family without one is as good as none. */
  boolean hasMetrics() {
    return hasMetrics;
  }

  /** What keeps the family from being one, in Prometheus' words; empty where nothing does. */
  String problem(byte[] body) {
    if (nameStart == nameEnd || !Utf8.isValid(body, nameStart, nameEnd)) {
      return "invalid metric name: " + name(body);
    }
    if (!Utf8.isValid(body, helpStart, helpEnd)) {
      return "invalid help for metric \"" + name(body) + "\": " + text(body, helpStart, helpEnd);
    }
    return typeNumber < 0 || typeNumber >= TYPES.length
        ? "unknown metric type for metric \"" + name(body) + "\": " + typeNumber
        : "";
  }

  /** The type as the format numbers it. */
  int typeNumber() {
    return typeNumber;
  }

  MetricType type() {
    return TYPES[typeNumber];
  }

  String name(byte[] body) {
    return text(body, nameStart, nameEnd);
  }

  String help(byte[] body) {
    return text(body, helpStart, helpEnd);
  }

  String unit(byte[] body) {
    return text(body, unitStart, unitEnd);
  }

  private static String text(byte[] body, int from, int to) {
    return new String(body, from, to - from, StandardCharsets.UTF_8);
  }
}

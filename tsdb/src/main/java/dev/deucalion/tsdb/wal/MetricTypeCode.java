package dev.deucalion.tsdb.wal;

import dev.deucalion.model.metadata.MetricType;

/** Metric types as bytes of a record of metadata. */
final class MetricTypeCode {
  private static final MetricType[] BY_CODE = {
    MetricType.UNKNOWN,
    MetricType.COUNTER,
    MetricType.GAUGE,
    MetricType.HISTOGRAM,
    MetricType.GAUGEHISTOGRAM,
    MetricType.SUMMARY,
    MetricType.INFO,
    MetricType.STATESET
  };

  private MetricTypeCode() {}

  static MetricType type(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : MetricType.UNKNOWN;
  }

  static int code(MetricType type) {
    return switch (type) {
      case UNKNOWN -> 0;
      case COUNTER -> 1;
      case GAUGE -> 2;
      case HISTOGRAM -> 3;
      case GAUGEHISTOGRAM -> 4;
      case SUMMARY -> 5;
      case INFO -> 6;
      case STATESET -> 7;
    };
  }
}

package dev.deucalion.scrape.exposition;

import dev.deucalion.model.wire.WireType;

/**
 * Tags of the messages of {@code io.prometheus.client}, field number and wire type.
 *
 * @see <a
 *     href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
final class MetricFamilyTags {
  private static final int BITS = 3;

  static final int FAMILY_NAME = 1 << BITS | WireType.LEN;
  static final int FAMILY_HELP = 2 << BITS | WireType.LEN;
  static final int FAMILY_TYPE = 3 << BITS | WireType.VARINT;
  static final int FAMILY_METRIC = 4 << BITS | WireType.LEN;
  static final int FAMILY_UNIT = 5 << BITS | WireType.LEN;

  static final int METRIC_LABEL = 1 << BITS | WireType.LEN;
  static final int METRIC_GAUGE = 2 << BITS | WireType.LEN;
  static final int METRIC_COUNTER = 3 << BITS | WireType.LEN;
  static final int METRIC_SUMMARY = 4 << BITS | WireType.LEN;
  static final int METRIC_UNTYPED = 5 << BITS | WireType.LEN;
  static final int METRIC_TIMESTAMP_MS = 6 << BITS | WireType.VARINT;
  static final int METRIC_HISTOGRAM = 7 << BITS | WireType.LEN;

  static final int LABEL_NAME = 1 << BITS | WireType.LEN;
  static final int LABEL_VALUE = 2 << BITS | WireType.LEN;

  /** Of gauges, counters and untyped metrics. */
  static final int NUMBER_VALUE = 1 << BITS | WireType.I64;

  static final int COUNTER_EXEMPLAR = 2 << BITS | WireType.LEN;
  static final int COUNTER_START = 3 << BITS | WireType.LEN;

  static final int SUMMARY_COUNT = 1 << BITS | WireType.VARINT;
  static final int SUMMARY_SUM = 2 << BITS | WireType.I64;
  static final int SUMMARY_QUANTILE = 3 << BITS | WireType.LEN;
  static final int SUMMARY_START = 4 << BITS | WireType.LEN;

  static final int QUANTILE_QUANTILE = 1 << BITS | WireType.I64;
  static final int QUANTILE_VALUE = 2 << BITS | WireType.I64;

  static final int HISTOGRAM_COUNT = 1 << BITS | WireType.VARINT;
  static final int HISTOGRAM_SUM = 2 << BITS | WireType.I64;
  static final int HISTOGRAM_BUCKET = 3 << BITS | WireType.LEN;
  static final int HISTOGRAM_COUNT_FLOAT = 4 << BITS | WireType.I64;
  static final int HISTOGRAM_SCHEMA = 5 << BITS | WireType.VARINT;
  static final int HISTOGRAM_ZERO_THRESHOLD = 6 << BITS | WireType.I64;
  static final int HISTOGRAM_ZERO_COUNT = 7 << BITS | WireType.VARINT;
  static final int HISTOGRAM_ZERO_COUNT_FLOAT = 8 << BITS | WireType.I64;
  static final int HISTOGRAM_NEGATIVE_SPAN = 9 << BITS | WireType.LEN;
  static final int HISTOGRAM_NEGATIVE_DELTA = 10 << BITS | WireType.VARINT;
  static final int HISTOGRAM_NEGATIVE_DELTAS = 10 << BITS | WireType.LEN;
  static final int HISTOGRAM_NEGATIVE_COUNT = 11 << BITS | WireType.I64;
  static final int HISTOGRAM_NEGATIVE_COUNTS = 11 << BITS | WireType.LEN;
  static final int HISTOGRAM_POSITIVE_SPAN = 12 << BITS | WireType.LEN;
  static final int HISTOGRAM_POSITIVE_DELTA = 13 << BITS | WireType.VARINT;
  static final int HISTOGRAM_POSITIVE_DELTAS = 13 << BITS | WireType.LEN;
  static final int HISTOGRAM_POSITIVE_COUNT = 14 << BITS | WireType.I64;
  static final int HISTOGRAM_POSITIVE_COUNTS = 14 << BITS | WireType.LEN;
  static final int HISTOGRAM_START = 15 << BITS | WireType.LEN;
  static final int HISTOGRAM_EXEMPLAR = 16 << BITS | WireType.LEN;

  static final int BUCKET_COUNT = 1 << BITS | WireType.VARINT;
  static final int BUCKET_BOUND = 2 << BITS | WireType.I64;
  static final int BUCKET_EXEMPLAR = 3 << BITS | WireType.LEN;
  static final int BUCKET_COUNT_FLOAT = 4 << BITS | WireType.I64;

  static final int SPAN_OFFSET = 1 << BITS | WireType.VARINT;
  static final int SPAN_LENGTH = 2 << BITS | WireType.VARINT;

  static final int EXEMPLAR_LABEL = 1 << BITS | WireType.LEN;
  static final int EXEMPLAR_VALUE = 2 << BITS | WireType.I64;
  static final int EXEMPLAR_TIMESTAMP = 3 << BITS | WireType.LEN;

  static final int TIMESTAMP_SECONDS = 1 << BITS | WireType.VARINT;
  static final int TIMESTAMP_NANOS = 2 << BITS | WireType.VARINT;

  private MetricFamilyTags() {}
}

package dev.deucalion.scrape.exposition;

import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;

/** One metric of protobuf: its value by type, and what its series share. Used again for each. */
final class MetricMessage {
  final HistogramMessage histogram = new HistogramMessage();

  /** Quantiles of a summary. */
  final Points quantiles = new Points();

  /** Value of a counter, a gauge or an untyped metric. */
  double value;

  double summaryCount;
  double summarySum;

  /** 0 where there is none: the format does not tell that from the first millisecond of 1970. */
  long timestampMs;

  /** Since when it counts, 0 where that is not known. Histograms have their own. */
  long startMs;

  /** Bounds of a counter's exemplar; both 0 where there is none. */
  int exemplarStart;

  int exemplarEnd;

  /** Bounds of the message in the body. */
  int start;

  int end;

  /**
   * Reads a metric that has been entered.
   *
   * @param key gets the labels
   */
  void read(WireReader in, SeriesKey key) throws WireException {
    start = in.position();
    end = in.limit();
    value = 0;
    summaryCount = 0;
    summarySum = 0;
    timestampMs = 0;
    startMs = 0;
    exemplarStart = 0;
    exemplarEnd = 0;
    quantiles.clear();
    histogram.clear();
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.METRIC_LABEL -> {
          int bytes = in.readSlice();
          key.add(in.bytes(), in.position() - bytes, in.position());
        }
        case MetricFamilyTags.METRIC_TIMESTAMP_MS -> timestampMs = in.readVarint();
        case MetricFamilyTags.METRIC_COUNTER,
            MetricFamilyTags.METRIC_GAUGE,
            MetricFamilyTags.METRIC_UNTYPED -> {
          int outer = in.enter();
          readNumber(in);
          in.leave(outer);
        }
        case MetricFamilyTags.METRIC_SUMMARY -> {
          int outer = in.enter();
          readSummary(in);
          in.leave(outer);
        }
        case MetricFamilyTags.METRIC_HISTOGRAM -> {
          int outer = in.enter();
          histogram.read(in);
          in.leave(outer);
        }
        default -> in.skip();
      }
    }
  }

  /** Gauges and untyped metrics have the first field of counters and no other. */
  private void readNumber(WireReader in) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.NUMBER_VALUE -> value = in.readDouble();
        case MetricFamilyTags.COUNTER_EXEMPLAR -> {
          int bytes = in.readSlice();
          exemplarStart = in.position() - bytes;
          exemplarEnd = in.position();
        }
        case MetricFamilyTags.COUNTER_START -> startMs = TimestampMessage.readMs(in);
        default -> in.skip();
      }
    }
  }

  private void readSummary(WireReader in) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.SUMMARY_COUNT -> summaryCount = Points.unsigned(in.readVarint());
        case MetricFamilyTags.SUMMARY_SUM -> summarySum = in.readDouble();
        case MetricFamilyTags.SUMMARY_QUANTILE -> {
          int outer = in.enter();
          quantiles.addQuantile(in);
          in.leave(outer);
        }
        case MetricFamilyTags.SUMMARY_START -> startMs = TimestampMessage.readMs(in);
        default -> in.skip();
      }
    }
  }
}

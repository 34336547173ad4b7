package dev.deucalion.http.federate;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Messages {@code io.prometheus.client.MetricFamily}, each with its length before it. */
final class ProtobufWriter implements FederateWriter {
  private static final int METRIC = 4;
  private static final int UNTYPED = 5;
  private static final int TIME = 6;
  private static final int HISTOGRAM = 7;

  /** A family goes on in another message where it is longer than this. */
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final OutputStream to;
  private final NameEscape escape;
  private final WireWriter out = new WireWriter();
  private String name = "";
  private Kind kind = Kind.UNTYPED;
  private int message = -1;

  ProtobufWriter(OutputStream to, NameEscape escape) {
    this.to = to;
    this.escape = escape;
  }

  @Override
  public boolean takesNativeHistograms() {
    return true;
  }

  @Override
  public void begin(String family, Kind of) throws IOException {
    end();
    name = escape.apply(family);
    kind = of;
    beginMessage();
  }

  private void beginMessage() {
    message = out.beginDelimited();
    out.string(1, name);
    out.int64(
        3,
        switch (kind) {
          case UNTYPED -> 3;
          case HISTOGRAM -> 4;
          case GAUGE_HISTOGRAM -> 5;
        });
  }

  @Override
  public void write(Labels labels, ExternalLabels external, long timeMs, double value)
      throws IOException {
    int metric = beginMetric(labels, external);
    int untyped = out.begin(UNTYPED);
    out.float64(1, value);
    out.end(untyped);
    endMetric(metric, timeMs);
  }

  @Override
  public void write(Labels labels, ExternalLabels external, long timeMs, FloatHistogram histogram)
      throws IOException {
    int metric = beginMetric(labels, external);
    int at = out.begin(HISTOGRAM);
    out.float64(2, histogram.sum());
    if (histogram.layout().usesCustomBuckets()) {
      classic(histogram);
    } else {
      buckets(histogram);
    }
    out.end(at);
    endMetric(metric, timeMs);
  }

  private int beginMetric(Labels labels, ExternalLabels external) {
    int metric = out.begin(METRIC);
    labels.forEach((label, value) -> {
      if (!label.equals(LabelNames.METRIC_NAME)) {
        label(label, value);
      }
    });
    external.forEach(labels, this::label);
    return metric;
  }

  private void label(String label, String value) {
    int at = out.begin(1);
    out.string(1, escape.apply(label));
    out.string(2, value);
    out.end(at);
  }

  private void endMetric(int metric, long timeMs) throws IOException {
    out.int64(TIME, timeMs);
    out.end(metric);
    if (out.size() > MAX_MESSAGE_BYTES) {
      end();
      beginMessage();
    }
  }

  private void classic(FloatHistogram histogram) {
    double[] bounds = histogram.layout().customValues();
    double[] counts = CustomBuckets.cumulative(histogram);
    for (int i = 0; i < bounds.length; i++) {
      int bucket = out.begin(3);
      out.float64(2, bounds[i]);
      out.float64(4, counts[i]);
      out.end(bucket);
    }
    out.float64(4, histogram.count());
  }

  private void buckets(FloatHistogram histogram) {
    BucketLayout layout = histogram.layout();
    out.float64(4, histogram.count());
    out.sint64(5, layout.schema());
    out.float64(6, layout.zeroThreshold());
    out.float64(8, histogram.zeroCount());
    spans(9, layout.negativeSpans());
    counts(11, histogram.negative());
    spans(12, layout.positiveSpans());
    counts(14, histogram.positive());
  }

  private void spans(int field, int[] spans) {
    for (int i = 0; i < spans.length; i += 2) {
      int span = out.begin(field);
      out.sint64(1, spans[i]);
      out.int64(2, Integer.toUnsignedLong(spans[i + 1]));
      out.end(span);
    }
  }

  private void counts(int field, double[] counts) {
    for (double count : counts) {
      out.float64(field, count);
    }
  }

  @Override
  public void end() throws IOException {
    if (message >= 0) {
      out.end(message);
      message = -1;
      to.write(out.array(), 0, out.size());
      out.clear();
    }
  }
}

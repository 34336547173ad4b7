package dev.deucalion.http.otlp;

import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.ArrayList;
import java.util.List;

/** Makes samples of the points of one metric after the other. For one thread. */
final class OtlpPoints {
  private static final int POINT = 1 << 3 | WireType.LEN;
  private static final String INFINITY = "+Inf";

  private final OtlpSettings settings;
  private final OtlpBatch batch;
  private final OtlpLabels labels;
  private final OtlpWarnings warnings;
  private final DeltaConversion deltas;
  private final OtlpPoint point = new OtlpPoint();
  private final WireReader reader = new WireReader();
  private long minTimeNs;
  private long maxTimeNs;
  private boolean hasTimes;

  OtlpPoints(
      OtlpSettings settings,
      OtlpBatch batch,
      OtlpLabels labels,
      OtlpWarnings warnings,
      DeltaConversion deltas) {
    this.settings = settings;
    this.batch = batch;
    this.labels = labels;
    this.warnings = warnings;
    this.deltas = deltas;
  }

  /** Points from here on are of another resource. */
  void beginResource() {
    hasTimes = false;
  }

  /** Whether the resource has had a point. */
  boolean hasTimes() {
    return hasTimes;
  }

  /** Earliest time of the resource's points, nanoseconds since the epoch. */
  long minTimeNs() {
    return minTimeNs;
  }

  /** Latest time of the resource's points, nanoseconds since the epoch. */
  long maxTimeNs() {
    return maxTimeNs;
  }

  /** Adds all points of a metric, up to the first with a fault. */
  void write(byte[] bytes, OtlpMetric metric, String name) throws WireException, OtlpException {
    reader.reset(bytes, metric.from(), metric.to());
    while (reader.next()) {
      if (reader.tag() != POINT) {
        reader.skip();
        continue;
      }
      int outer = reader.enter();
      point.clear();
      read(metric);
      reader.leave(outer);
      if (point.isTooLarge()) {
        throw new OtlpException(
            "data point of "
                + metric.name()
                + " has more than "
                + OtlpPoint.MAX_BUCKETS
                + " buckets or 1000 quantiles");
      }
      if (metric.isConverted() && !deltas.convert(metric, point)) {
        warnings.notNewer(metric.name());
        continue;
      }
      noteTime();
      write(metric, name);
    }
  }

  private void noteTime() {
    boolean earlier = !hasTimes || Long.compareUnsigned(point.timeNs, minTimeNs) < 0;
    boolean later = !hasTimes || Long.compareUnsigned(point.timeNs, maxTimeNs) > 0;
    minTimeNs = earlier ? point.timeNs : minTimeNs;
    maxTimeNs = later ? point.timeNs : maxTimeNs;
    hasTimes = true;
  }

  private void read(OtlpMetric metric) throws WireException {
    switch (metric.data()) {
      case GAUGE, SUM -> OtlpPointReader.readNumber(reader, point);
      case HISTOGRAM -> OtlpPointReader.readHistogram(reader, point);
      case EXPONENTIAL_HISTOGRAM -> OtlpPointReader.readExponential(reader, point);
      case SUMMARY -> OtlpPointReader.readSummary(reader, point);
      case NONE -> {}
    }
  }

  private void write(OtlpMetric metric, String name) throws OtlpException {
    LabelsBuilder series = labels.ofPoint(point.attributes, metric);
    CounterResetHint hint = metric.isDelta() ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN;
    switch (metric.data()) {
      case GAUGE -> add(series, name, point.value, List.of());
      case SUM -> {
        requireExemplarValues();
        add(series, name, point.value, point.exemplars);
      }
      case HISTOGRAM -> {
        requireExemplarValues();
        if (settings.has(Switch.CONVERT_HISTOGRAMS_TO_NHCB)) {
          add(series, name, OtlpHistograms.custom(point, hint));
        } else {
          writeClassic(series, name);
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        requireExemplarValues();
        add(series, name, OtlpHistograms.exponential(point, hint));
      }
      case SUMMARY -> writeSummary(series, name);
      case NONE -> {}
    }
  }

  private void requireExemplarValues() throws OtlpException {
    for (OtlpExemplar exemplar : point.exemplars) {
      if (!exemplar.hasValue()) {
        throw new OtlpException("unsupported exemplar value type: Empty");
      }
    }
  }

  private void add(LabelsBuilder series, String name, double value, List<OtlpExemplar> exemplars)
      throws OtlpException {
    batch.add(series, name, point, value, exemplars);
  }

  private void add(LabelsBuilder series, String name, IntHistogram histogram) throws OtlpException {
    if (point.count == 0 && point.sum != 0 && !point.isStale()) {
      warnings.sumWithoutCount(point.sum);
    }
    batch.add(series, name, point, histogram);
  }

  private void writeSummary(LabelsBuilder series, String name) throws OtlpException {
    add(series, name + "_sum", point.sum, List.of());
    add(series, name + "_count", unsigned(point.count), List.of());
    for (int i = 0; i < point.quantiles.size(); i++) {
      series.set(LabelNames.QUANTILE, GoText.plain(point.quantiles.getDouble(i)));
      add(series, name, point.quantileValues.getDouble(i), List.of());
    }
  }

  private void writeClassic(LabelsBuilder series, String name) throws OtlpException {
    if (point.hasSum) {
      add(series, name + "_sum", point.sum, List.of());
    }
    add(series, name + "_count", unsigned(point.count), List.of());
    List<OtlpExemplar> exemplars = point.exemplars;
    int next = 0;
    long cumulative = 0;
    int bounds = Math.min(point.bounds.size(), point.bucketCounts.size());
    for (int i = 0; i < bounds; i++) {
      double bound = point.bounds.getDouble(i);
      cumulative += point.bucketCounts.get(i);
      List<OtlpExemplar> within = new ArrayList<>();
      while (next < exemplars.size() && isWithin(exemplars.get(next).exemplar(), bound)) {
        within.add(exemplars.get(next++));
      }
      series.set(LabelNames.BUCKET, GoText.plain(bound));
      add(series, name + "_bucket", unsigned(cumulative), within);
    }
    series.set(LabelNames.BUCKET, INFINITY);
    add(series, name + "_bucket", unsigned(point.count), exemplars.subList(next, exemplars.size()));
  }

  private static boolean isWithin(Exemplar exemplar, double bound) {
    return !(exemplar.value() > bound);
  }

  private static double unsigned(long count) {
    return count >= 0 ? count : (count >>> 1) * 2.0;
  }
}

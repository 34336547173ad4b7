package dev.deucalion.http.otlp;

import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks a message {@code ExportMetricsServiceRequest} and adds its samples to a batch. For one
 * message.
 */
final class OtlpRequest {
  private static final int RESOURCE_METRICS = 1 << 3 | WireType.LEN;
  private static final int RESOURCE = 1 << 3 | WireType.LEN;
  private static final int SCOPE_METRICS = 2 << 3 | WireType.LEN;
  private static final int SCOPE = 1 << 3 | WireType.LEN;
  private static final int METRIC = 2 << 3 | WireType.LEN;
  private static final int SCHEMA_URL = 3 << 3 | WireType.LEN;
  private static final int RESOURCE_ATTRIBUTE = 1 << 3 | WireType.LEN;
  private static final int SCOPE_NAME = 1 << 3 | WireType.LEN;
  private static final int SCOPE_VERSION = 2 << 3 | WireType.LEN;
  private static final int SCOPE_ATTRIBUTE = 3 << 3 | WireType.LEN;
  private static final String TARGET_INFO = "target_info";
  private static final int MAX_FAULTS = 100;

  /** A resource whose points span more than so many steps has them for the last ones only. */
  private static final int MAX_TARGET_INFO_STEPS = 1_000;

  private final OtlpSettings settings;
  private final OtlpBatch batch;
  private final OtlpWarnings warnings;
  private final DeltaConversion deltas;
  private final OtlpLabels labels;
  private final OtlpMetricNames names;
  private final OtlpMetric metric = new OtlpMetric();
  private final OtlpPoints points;
  private final OtlpAttributes resource = new OtlpAttributes();
  private final OtlpAttributes scope = new OtlpAttributes();
  private final Set<String> targetInfo = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  OtlpRequest(
      OtlpSettings settings, OtlpBatch batch, OtlpWarnings warnings, DeltaConversion deltas) {
    this.settings = settings;
    this.batch = batch;
    this.warnings = warnings;
    this.deltas = deltas;
    labels = new OtlpLabels(settings, warnings);
    names = new OtlpMetricNames(settings.strategy());
    points = new OtlpPoints(settings, batch, labels, warnings, deltas);
  }

  /**
   * Adds all samples.
   *
   * @return what is wrong with the request; when that is anything, the batch is to be rolled back
   * @throws WireException when the bytes are no such message
   */
  List<String> write(byte[] bytes, int length) throws WireException {
    WireReader in = new WireReader().reset(bytes, 0, length);
    while (in.next()) {
      if (in.tag() == RESOURCE_METRICS) {
        int size = in.readSlice();
        writeResource(bytes, in.position() - size, in.position());
      } else {
        in.skip();
      }
    }
    return faults;
  }

  private void fault(OtlpException e) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  private void writeResource(byte[] bytes, int from, int to) throws WireException {
    readResource(bytes, from, to);
    deltas.setResource(resource);
    try {
      labels.setResource(resource);
    } catch (OtlpException e) {
      fault(e);
      return;
    }
    points.beginResource();
    WireReader in = new WireReader().reset(bytes, from, to);
    while (in.next()) {
      if (in.tag() == SCOPE_METRICS) {
        int size = in.readSlice();
        writeScope(bytes, in.position() - size, in.position());
      } else {
        in.skip();
      }
    }
    if (points.hasTimes()) {
      try {
        writeTargetInfo();
      } catch (OtlpException e) {
        fault(e);
      }
    }
  }

  private void readResource(byte[] bytes, int from, int to) throws WireException {
    resource.clear();
    WireReader in = new WireReader().reset(bytes, from, to);
    while (in.next()) {
      if (in.tag() != RESOURCE) {
        in.skip();
        continue;
      }
      int outer = in.enter();
      while (in.next()) {
        if (in.tag() == RESOURCE_ATTRIBUTE) {
          resource.read(in);
        } else {
          in.skip();
        }
      }
      in.leave(outer);
    }
  }

  private void writeScope(byte[] bytes, int from, int to) throws WireException {
    try {
      readScope(bytes, from, to);
    } catch (OtlpException e) {
      fault(e);
      return;
    }
    WireReader in = new WireReader().reset(bytes, from, to);
    while (in.next()) {
      if (in.tag() == METRIC) {
        int size = in.readSlice();
        writeMetric(bytes, in.position() - size, in.position());
      } else {
        in.skip();
      }
    }
  }

  private void readScope(byte[] bytes, int from, int to) throws WireException, OtlpException {
    scope.clear();
    String name = "";
    String version = "";
    String schemaUrl = "";
    WireReader in = new WireReader().reset(bytes, from, to);
    while (in.next()) {
      switch (in.tag()) {
        case SCOPE -> {
          int outer = in.enter();
          while (in.next()) {
            switch (in.tag()) {
              case SCOPE_NAME -> name = in.readString();
              case SCOPE_VERSION -> version = in.readString();
              case SCOPE_ATTRIBUTE -> scope.read(in);
              default -> in.skip();
            }
          }
          in.leave(outer);
        }
        case SCHEMA_URL -> schemaUrl = in.readString();
        default -> in.skip();
      }
    }
    deltas.setScope(name, version, scope);
    labels.setScope(name, version, schemaUrl, scope);
  }

  private void writeMetric(byte[] bytes, int from, int to) throws WireException {
    metric.read(bytes, from, to);
    if (settings.has(Switch.CONVERT_DELTAS)) {
      metric.convertDelta();
    }
    try {
      if (metric.data() == OtlpMetric.Data.NONE) {
        throw new OtlpException(
            "could not get aggregation temporality for "
                + metric.name()
                + " as it has unsupported metric type Empty");
      }
      if (!metric.hasKnownTemporality(settings.has(Switch.NATIVE_DELTA_INGESTION))) {
        throw new OtlpException(
            "invalid temporality and type combination for metric " + GoQuote.quote(metric.name()));
      }
      String name = names.of(metric.name(), metric.unit(), metric.kind());
      if (metric.points() == 0) {
        warnings.noPoints(metric.name());
      } else {
        batch.describe(metric.metadata());
        points.write(bytes, metric, name);
      }
    } catch (OtlpException e) {
      fault(e);
    }
  }

  /** A sample at the first time of the resource's points, each half lookback, and at the last. */
  private void writeTargetInfo() throws OtlpException {
    LabelsBuilder series = labels.ofTargetInfo(resource);
    if (series.isEmpty()) {
      return;
    }
    String key = series.set(LabelNames.METRIC_NAME, TARGET_INFO).build().toString();
    long lastMs = Math.floorDiv(points.maxTimeNs(), 1_000_000);
    long stepMs = Math.max(1, settings.lookbackMs() / 2);
    long firstMs =
        Math.max(
            Math.floorDiv(points.minTimeNs(), 1_000_000), lastMs - MAX_TARGET_INFO_STEPS * stepMs);
    for (long timeMs = firstMs; timeMs < lastMs; timeMs += stepMs) {
      writeTargetInfo(series, key, timeMs);
    }
    writeTargetInfo(series, key, lastMs);
  }

  private void writeTargetInfo(LabelsBuilder series, String key, long timeMs) throws OtlpException {
    if (targetInfo.add(key + timeMs)) {
      batch.addTargetInfo(series, TARGET_INFO, timeMs);
    }
  }
}

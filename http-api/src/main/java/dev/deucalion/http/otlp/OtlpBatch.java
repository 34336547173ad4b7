package dev.deucalion.http.otlp;

import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds samples to a batch. A refused sample is an exception: it makes the whole request fail. */
final class OtlpBatch {
  /** How far ahead of the server's clock a sample may be. */
  private static final long MAX_AHEAD_MS = 10 * 60_000;

  private static final Metadata NO_METADATA = new Metadata(MetricType.UNKNOWN, "", "");
  private static final Metadata TARGET_INFO = new Metadata(MetricType.GAUGE, "", "Target metadata");

  private final Appender appender;
  private final Set<Switch> switches;
  private final OtlpCounters counters;
  private final long maxTimeMs;
  private Metadata metadata = TARGET_INFO;
  private boolean refusedForTime;

  /**
   * A batch of the caller's to commit or to roll back.
   *
   * @param switches what is stored beside samples
   */
  OtlpBatch(Appender appender, Set<Switch> switches, OtlpCounters counters, long nowMs) {
    this.appender = appender;
    this.switches = switches;
    this.counters = counters;
    maxTimeMs = nowMs + MAX_AHEAD_MS;
  }

  /** Whether a sample was refused for its time, which trying again would not change. */
  boolean isRefusedForTime() {
    return refusedForTime;
  }

  /** The points to come are of a metric with this metadata. */
  void describe(Metadata metric) {
    metadata = metric;
  }

  /**
   * Adds a value of a point, or the end of its series.
   *
   * @param labels of the series but its name
   */
  void add(
      LabelsBuilder labels,
      String name,
      OtlpPoint point,
      double value,
      List<OtlpExemplar> exemplars)
      throws OtlpException {
    long ref = seriesRef(labels, name);
    addStart(ref, point, null);
    add(ref, point.timeMs(), point.isStale() ? StaleMarker.VALUE : value);
    addRest(ref, point, exemplars);
  }

  /** Adds the histogram that was made of a point; as for values. */
  void add(LabelsBuilder labels, String name, OtlpPoint point, Histogram histogram)
      throws OtlpException {
    String problem = HistogramValidation.problem(histogram);
    if (problem != null) {
      throw new OtlpException(problem);
    }
    long ref = seriesRef(labels, name);
    long timeMs = point.timeMs();
    addStart(ref, point, histogram);
    check(
        timeMs > maxTimeMs ? AppendResult.OUT_OF_BOUNDS : appender.append(ref, timeMs, histogram),
        timeMs);
    addRest(ref, point, point.exemplars);
  }

  /** Adds a sample that says that a target with these labels was there. */
  void addTargetInfo(LabelsBuilder labels, String name, long timeMs) throws OtlpException {
    long ref = seriesRef(labels, name);
    add(ref, timeMs, 1);
    describe(ref, TARGET_INFO);
  }

  private long seriesRef(LabelsBuilder labels, String name) throws OtlpException {
    Labels series = labels.set(LabelNames.METRIC_NAME, name).build();
    if (series.isEmpty()) {
      throw new OtlpException("empty labelset: invalid sample");
    }
    return appender.seriesRef(series);
  }

  private void add(long ref, long timeMs, double value) throws OtlpException {
    check(
        timeMs > maxTimeMs ? AppendResult.OUT_OF_BOUNDS : appender.append(ref, timeMs, value),
        timeMs);
  }

  /** What cannot be told of the start is left out: the point counts all the same. */
  private void addStart(long ref, OtlpPoint point, @Nullable Histogram histogram) {
    long startMs = point.startMs();
    long timeMs = point.timeMs();
    if (startMs != 0 && timeMs <= maxTimeMs && switches.contains(Switch.START_ZERO_SAMPLES)) {
      appender.appendStart(ref, timeMs, startMs, histogram);
    }
  }

  private void addRest(long ref, OtlpPoint point, List<OtlpExemplar> exemplars) {
    if (metadata.equals(NO_METADATA)) {
      counters.countWithoutMetadata();
    }
    if (!point.isStale()) {
      describe(ref, metadata);
      addExemplars(ref, exemplars);
    }
  }

  private void describe(long ref, Metadata series) {
    if (switches.contains(Switch.METADATA_RECORDS)) {
      appender.updateMetadata(ref, series);
    }
  }

  private void addExemplars(long ref, List<OtlpExemplar> exemplars) {
    for (OtlpExemplar exemplar : exemplars) {
      if (appender.appendExemplar(ref, exemplar.exemplar()) == AppendResult.OUT_OF_ORDER) {
        counters.countOutOfOrderExemplar();
      }
    }
  }

  private void check(AppendResult result, long timeMs) throws OtlpException {
    String text =
        switch (result) {
          case APPENDED -> "";
          case OUT_OF_ORDER -> "out of order sample";
          case DUPLICATE_TIMESTAMP -> "duplicate sample for timestamp";
          case OUT_OF_BOUNDS ->
              timeMs > maxTimeMs
                  ? "out of bounds: timestamp is too far in the future"
                  : "out of bounds";
          case TOO_OLD -> "too old sample";
          case UNKNOWN_SERIES, INVALID_HISTOGRAM, EXEMPLAR_TOO_LONG -> "sample was refused";
        };
    if (!text.isEmpty()) {
      refusedForTime |= !text.equals("sample was refused");
      throw new OtlpException(text);
    }
  }
}
